#!/usr/bin/env bash
# Runs lockstep from this bundle: unpacks it once, finds the GPU's OpenCL driver, hands on all arguments.
#
#   ./run.sh devices
#   LOCKSTEP_UNPACKED=/scratch/lockstep ./run.sh study configs/regularization.yaml
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)

# The bundle may be read-only, or be copied anew before every call: then unpack somewhere else.
if [[ -n ${LOCKSTEP_UNPACKED:-} ]]; then
  unpacked=$LOCKSTEP_UNPACKED
elif [[ -w $here ]]; then
  unpacked=$here/unpacked
else
  unpacked=${TMPDIR:-/tmp}/lockstep-bundle-$UID
fi
unpack() {
  if command -v xz > /dev/null; then
    xz -dc "$1"
  elif command -v python3 > /dev/null; then
    python3 -c 'import lzma, shutil, sys
with lzma.open(sys.argv[1]) as archive: shutil.copyfileobj(archive, sys.stdout.buffer)' "$1"
  else
    echo "run.sh: this machine has neither xz nor python3 to unpack the program with" >&2
    return 1
  fi
}
archive=$here/program.tar.xz
if [[ ! -x $unpacked/lockstep || $archive -nt $unpacked/lockstep ]]; then
  mkdir -p "$unpacked"
  unpack "$archive" > "$unpacked/program.tar"
  tar -C "$unpacked" -xmf "$unpacked/program.tar"
  rm "$unpacked/program.tar"
fi
export LD_LIBRARY_PATH="$unpacked/lib${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}"

# OpenCL's loader finds a driver through /etc/OpenCL/vendors. In containers that file is often missing
# though the driver is there, or names another driver only; then the loader gets a folder of its own with
# all of them (OCL_ICD_FILENAMES would be simpler, but Debian's loader does not know it).
readonly vendors=/etc/OpenCL/vendors
find_driver() {
  local name folder file
  for name in libnvidia-opencl.so libamdocl64.so libigdrcl.so; do
    for folder in ${LD_LIBRARY_PATH//:/ } /usr/local/nvidia/lib64 /usr/local/nvidia/lib \
      /usr/lib/x86_64-linux-gnu /usr/lib64 /lib/x86_64-linux-gnu /usr/local/cuda/compat \
      /usr/local/cuda/lib64 /opt/rocm/lib /usr/lib/x86_64-linux-gnu/intel-opencl; do
      # The driver's own file may lack the link libnvidia-opencl.so.1 to it.
      for file in "$folder/$name".1 "$folder/$name" "$folder/$name".*; do
        if [[ -e $file ]]; then
          printf '%s\n' "$file"
          return
        fi
      done
    done
    file=$(PATH=$PATH:/usr/sbin:/sbin ldconfig -p 2> /dev/null | awk -v name="$name" \
      'index($1, name) == 1 && /x86-64/ { print $NF; exit }')
    if [[ -z $file && -d /usr/local/nvidia ]]; then
      file=$(find /usr/local/nvidia -name "$name*" 2> /dev/null | sort | head -n 1)
    fi
    if [[ -n $file ]]; then
      printf '%s\n' "$file"
      return
    fi
  done
}
driver=$(find_driver)
if [[ -n $driver ]]; then
  # The driver loads its own helpers by name.
  LD_LIBRARY_PATH=$LD_LIBRARY_PATH:$(dirname "$driver")
fi
if [[ -z ${OCL_ICD_VENDORS:-} ]]; then
  registered=$(cat "$vendors"/*.icd 2> /dev/null || true)
  family=$(basename "${driver%%.so*}")
  if [[ -n $driver && $registered != *"$family.so"* ]]; then
    export OCL_ICD_VENDORS=$unpacked/vendors
    mkdir -p "$OCL_ICD_VENDORS"
    cp "$vendors"/*.icd "$OCL_ICD_VENDORS/" 2> /dev/null || true
    echo "$driver" > "$OCL_ICD_VENDORS/found-driver.icd"
  elif [[ -z $driver && -z $registered ]]; then
    echo "run.sh: no OpenCL driver found on this machine" >&2
  fi
fi

if [[ -z ${LOCKSTEP_DATA:-} && -d $here/data ]]; then
  export LOCKSTEP_DATA=$here/data
fi
# Configs are named relative to the bundle; runs land in the caller's folder.
arguments=()
for argument in "$@"; do
  if [[ ! -e $argument && -e $here/$argument && $argument == configs/* ]]; then
    argument=$here/$argument
  fi
  arguments+=("$argument")
done
exec "$unpacked/lockstep" "${arguments[@]}"
