#!/usr/bin/env bash
# Makes sure that everything Lockstep needs is on this machine, and installs what is missing
# through apt (Debian, Ubuntu). With everything there it only looks, in a fraction of a second.
#
#   Scripts/setup.sh             what a user needs
#   Scripts/setup.sh --pocl      PoCL (OpenCL on the CPU) even beside another OpenCL driver
#   Scripts/setup.sh --browser   Chromium and Python as well, which look at reports
#   Scripts/setup.sh --shells    zsh and fish as well, which take their completions in tests
#   LOCKSTEP_SETUP=off           look and complain, but install nothing
set -euo pipefail

readonly swift_at_least="6.1"

say() { printf 'setup: %s\n' "$*" >&2; }
fail() {
  say "$@"
  exit 1
}

want_pocl=no
want_browser=no
want_shells=no
for argument in "$@"; do
  case "$argument" in
    --pocl) want_pocl=yes ;;
    --browser) want_browser=yes ;;
    --shells) want_shells=yes ;;
    *) fail "unknown argument '$argument' (--pocl, --browser and --shells are known)" ;;
  esac
done

# --- Swift -----------------------------------------------------------------------------------

check_swift() {
  local advice="Lockstep needs Swift $swift_at_least or newer: https://www.swift.org/install/linux"
  command -v swift > /dev/null || fail "there is no 'swift' on the PATH. $advice"
  local banner version
  banner=$(swift --version 2>&1) || fail "'swift --version' fails: ${banner##*$'\n'}. $advice"
  version=$(sed -nE 's/.*Swift version ([0-9]+\.[0-9]+(\.[0-9]+)?).*/\1/p' <<< "$banner" | head -n 1)
  [[ -n $version ]] || fail "'swift --version' names no version: $banner. $advice"
  if ((${version%%.*} < ${swift_at_least%%.*})); then
    fail "found Swift $version in $(command -v swift), which is too old. $advice"
  fi
}

# --- What is missing -------------------------------------------------------------------------

# Each check asks for the thing, not for the package, so that what was built from source or came
# with a driver counts too.

has_library() { pkg-config --exists "$1" 2> /dev/null; }

has_opencl_headers() {
  local include
  include=$(pkg-config --variable=includedir OpenCL 2> /dev/null) || include=""
  [[ -e ${include:-/usr/include}/CL/cl.h || -e /usr/include/CL/cl.h ]]
}

# Whether a library given by path or by name is there for the loader.
is_loadable() {
  local folder
  if [[ $1 == */* ]]; then
    [[ -e $1 ]]
    return
  fi
  for folder in $(tr : ' ' <<< "${LD_LIBRARY_PATH:-}") /lib /usr/lib /lib64 /usr/lib64 \
    "/usr/lib/$(uname -m)-linux-gnu"; do
    [[ ! -e $folder/$1 ]] || return 0
  done
  [[ $(PATH=$PATH:/usr/sbin:/sbin ldconfig -p) == *"$1"* ]]
}

# Whether one of these driver files names a driver that is really there: files outlive a removed
# driver, and containers have NVIDIA's file without NVIDIA's library.
names_a_driver() {
  local file driver
  for file in "$@"; do
    [[ -f $file ]] || continue
    read -r driver < "$file" || true
    [[ -z $driver ]] || ! is_loadable "$driver" || return 0
  done
  return 1
}

has_pocl() { names_a_driver /etc/OpenCL/vendors/pocl*.icd; }

# The loader takes drivers from the folder or the file that this variable names, or from the usual folder.
has_opencl_driver() {
  [[ -f ${OCL_ICD_VENDORS:-} ]] || names_a_driver "${OCL_ICD_VENDORS:-/etc/OpenCL/vendors}"/*.icd
}

required=() # the build fails without these
# Without these something is left out: graphs, downloads, the OpenCL device, looks at reports, tests of shells.
optional=()

find_missing() {
  required=()
  optional=()
  command -v pkg-config > /dev/null || required+=(pkg-config)
  has_library OpenCL || required+=(ocl-icd-opencl-dev)
  has_opencl_headers || required+=(opencl-headers)
  has_library clblast || required+=(libclblast-dev)
  has_library openblas || required+=(libopenblas-dev)
  has_library zlib || required+=(zlib1g-dev)
  has_library libpng || required+=(libpng-dev)
  has_library sqlite3 || required+=(libsqlite3-dev)

  command -v gnuplot > /dev/null || optional+=(gnuplot-nox)
  command -v curl > /dev/null || optional+=(curl)
  command -v clinfo > /dev/null || optional+=(clinfo)
  if [[ $want_pocl == yes ]]; then
    has_pocl || optional+=(pocl-opencl-icd)
  else
    has_opencl_driver || optional+=(pocl-opencl-icd)
  fi
  if [[ $want_browser == yes ]]; then
    command -v python3 > /dev/null || optional+=(python3)
    command -v chromium > /dev/null || command -v chromium-browser > /dev/null \
      || command -v google-chrome > /dev/null || optional+=(chromium)
  fi
  if [[ $want_shells == yes ]]; then
    command -v zsh > /dev/null || optional+=(zsh)
    command -v fish > /dev/null || optional+=(fish)
  fi
}

# --- Installing ------------------------------------------------------------------------------

log=""
administrator=()
trap '[[ -z $log ]] || rm -f "$log"' EXIT

apt() {
  "${administrator[@]}" env DEBIAN_FRONTEND=noninteractive \
    apt-get -y -q -o DPkg::Lock::Timeout=300 "$@" >> "$log" 2>&1
}

show_log() { grep -E '^(E|W|Err|sudo):' "$log" | sort -u | head -n 8 | sed 's/^/setup:   /' >&2 || true; }

# Settles what could not be installed: fatal when the build needs it, a warning otherwise.
settle() {
  find_missing
  if ((${#required[@]} > 0)); then
    say "$1"
    say "the build needs what these packages bring: ${required[*]}"
    ((${#optional[@]} == 0)) || say "graphs, downloads and an OpenCL device need: ${optional[*]}"
    exit 1
  elif ((${#optional[@]} > 0)); then
    say "$1"
    say "going on without: ${optional[*]}"
  fi
}

install() {
  local missing=("${required[@]}" "${optional[@]}")
  if [[ ${LOCKSTEP_SETUP:-on} == off ]]; then
    settle "nothing is installed, because LOCKSTEP_SETUP=off"
    return
  fi
  if [[ $(uname -s) != Linux ]] || ! command -v apt-get > /dev/null; then
    settle "this machine has no apt-get, so nothing can be installed here"
    return
  fi
  if ((EUID != 0)); then
    if ! command -v sudo > /dev/null; then
      settle "nothing can be installed: not root, and there is no sudo"
      return
    fi
    administrator=(sudo)
  fi

  log=$(mktemp)
  say "installing ${missing[*]} (apt)"
  # A package list that could not be refreshed may still do; the installation decides.
  apt update || true
  if apt install --no-install-recommends "${missing[@]}"; then
    settle "apt-get installed ${missing[*]}, yet something is still not found"
    return
  fi
  show_log
  # One package that is not to be had must not keep the others away.
  local package
  for package in "${missing[@]}"; do
    apt install --no-install-recommends "$package" || true
  done
  settle "apt-get could not install everything (no network?)"
}

check_swift
find_missing
((${#required[@]} + ${#optional[@]} == 0)) || install
