#!/usr/bin/env bash
# Packs gpu-bundle/: the program with its libraries, configs, data and the GPU bench, to be carried to a
# Linux x86-64 machine with a GPU that has neither Swift nor CLBlast nor a network. There:
#
#   gpu-bundle/run.sh devices
#   gpu-bundle/run.sh compare configs/regularization.yaml
#   gpu-bundle/bench.sh                                       (needs Python 3.10 or newer)
#
# LOCKSTEP_DATA names the folder that MNIST and Fashion-MNIST are copied from (BUNDLE_SETS to choose
# others); without it the bundle has no data. The files are whole, since cut ones fail their checksum.
# Program and libraries travel compressed; run.sh unpacks them on its first run.
set -euo pipefail
cd "$(dirname "$0")/.."

# Transports of 64 MiB are common; the rest is for a checkout beside the bundle.
readonly bundle=gpu-bundle scratch=.build-bundle limit_mib=62

say() { printf 'gpu-bundle: %s\n' "$*" >&2; }

# The maths and C library, the loader: these must be the target's own.
is_system_library() {
  case "$1" in
    linux-vdso.so* | ld-linux* | libc.so* | libm.so* | libdl.so* | libpthread.so* | librt.so* | \
      libresolv.so* | libutil.so*) return 0 ;;
    *) return 1 ;;
  esac
}

# All libraries of a program, with those they need in turn, one path a line.
libraries_of() {
  if ldd "$1" | grep 'not found' >&2; then
    say "a library of $1 is missing here"
    exit 1
  fi
  ldd "$1" | awk '$2 == "=>" { print $3 } $1 ~ /^\// { print $1 }' | while read -r library; do
    is_system_library "$(basename "$library")" || printf '%s\n' "$library"
  done
}

# Puts Debian's reference BLAS, a fiftieth of its size, in the place of OpenBLAS. The program multiplies by it
# where there is neither AVX-512 nor AVX2, which hardly a machine with a GPU lacks. Without apt OpenBLAS stays.
use_reference_blas() {
  local folder=$payload/reference
  mkdir "$folder"
  if ! (cd "$folder" && apt-get download -q libblas3 && dpkg -x libblas3_*.deb .) > /dev/null 2>&1; then
    say "libblas3 cannot be had from apt: OpenBLAS travels, which is larger"
    rm -rf "$folder"
    return
  fi
  cp -L "$folder"/usr/lib/*/blas/libblas.so.3 "$payload/lib/libblas.so.3"
  # What the program asks OpenBLAS beside products.
  cat > "$folder/names.c" << 'END'
char *openblas_get_config(void) { return "reference BLAS"; }
char *openblas_get_corename(void) { return "reference BLAS"; }
void openblas_set_num_threads(int count) { (void)count; }
END
  cc -shared -fPIC -O2 -Wl,-soname,libopenblas.so.0 -Wl,--no-as-needed -o "$payload/lib/libopenblas.so.0" \
    "$folder/names.c" -L"$payload/lib" -l:libblas.so.3
  rm -f "$payload"/lib/libgfortran.so.* "$payload"/lib/libquadmath.so.*
  rm -rf "$folder"
}

# MACHINE_FLAGS comes from the Makefile: the same code as `make build` makes.
read -ra flags <<< "${MACHINE_FLAGS:-}"
# Nobody looks up symbols in the program: the names of all public ones would travel for nothing.
flags+=(-Xlinker --no-export-dynamic)
swift build -c release --static-swift-stdlib --scratch-path "$scratch" --product lockstep \
  "${flags[@]}"
program=$(swift build -c release --static-swift-stdlib --scratch-path "$scratch" --show-bin-path)/lockstep

rm -rf "$bundle"
payload=$(mktemp -d)
trap 'rm -rf "$payload"' EXIT
mkdir -p "$bundle" "$payload/lib"
cp "$program" "$payload/lockstep"
strip "$payload/lockstep"
libraries_of "$program" | while read -r library; do
  cp -L "$library" "$payload/lib/$(basename "$library")"
  strip --strip-unneeded "$payload/lib/$(basename "$library")"
done
use_reference_blas
tar -C "$payload" -cf - . | xz --x86 --lzma2=preset=9e,dict=128MiB > "$bundle/program.tar.xz"

[[ ! -d configs ]] || cp -R configs "$bundle/configs"
if [[ -n ${LOCKSTEP_DATA:-} ]]; then
  for set in ${BUNDLE_SETS:-mnist fashion-mnist}; do
    [[ -d $LOCKSTEP_DATA/$set ]] || continue
    mkdir -p "$bundle/data/$set"
    cp "$LOCKSTEP_DATA/$set"/*.gz "$bundle/data/$set/"
  done
else
  say "LOCKSTEP_DATA is not set: the bundle has no data; use --fallback-synthetic there"
fi
cp Scripts/gpu-bundle-run.sh "$bundle/run.sh"
cp Scripts/gpu-bundle-bench.sh "$bundle/bench.sh"
mkdir "$bundle/Benchmarks"
cp -R Benchmarks/{gpubench,contest,peers,configs} "$bundle/Benchmarks/"
find "$bundle/Benchmarks" -name __pycache__ -prune -exec rm -rf {} +
# What was built, for the bench's results.
git describe --always --dirty --abbrev=12 --exclude '*' > "$bundle/COMMIT" 2> /dev/null \
  || rm -f "$bundle/COMMIT"
chmod -R u+w "$bundle"
chmod +x "$bundle/run.sh" "$bundle/bench.sh"

newest_glibc=$(objdump -T "$payload/lockstep" "$payload"/lib/* \
  | grep -oE 'GLIBC_[0-9]+\.[0-9]+' | sort -uV | tail -n 1)
bytes=$(du -sb "$bundle" | cut -f 1)
say "$bundle/ is $(((bytes + 1048575) / 1048576)) MiB and needs ${newest_glibc/_/ } or newer there"
if ((bytes > limit_mib * 1048576)); then
  say "that is more than the $limit_mib MiB it should stay under; choose data with BUNDLE_SETS=mnist"
  exit 1
fi
