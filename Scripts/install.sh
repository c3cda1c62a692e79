#!/usr/bin/env bash
# Installs the built program with its manual page, completions and configs, or removes them again.
#
#   PREFIX=/usr/local Scripts/install.sh .build/release/lockstep
#   PREFIX=/usr/local Scripts/install.sh --remove
#
# DESTDIR is put in front of every path, for packages. The program finds the libraries of Swift where the
# compiler on this machine has them.
set -euo pipefail

usage() {
  echo "install: name the built program, as 'make install' does after 'make build', or --remove" >&2
  exit 64
}

(($# == 1)) || usage
readonly prefix=${PREFIX:-/usr/local} stage=${DESTDIR:-}
if [[ $prefix != /* ]]; then
  echo "install: PREFIX must be an absolute path, not '$prefix'" >&2
  exit 1
fi
readonly root=$stage$prefix
readonly program=$root/bin/lockstep
readonly page=$root/share/man/man1/lockstep.1
readonly bash_file=$root/share/bash-completion/completions/lockstep
readonly zsh_file=$root/share/zsh/site-functions/_lockstep
readonly fish_file=$root/share/fish/vendor_completions.d/lockstep.fish
readonly configs=$root/share/lockstep/configs

if [[ $1 == --remove ]]; then
  rm -f "$program" "$page" "$bash_file" "$zsh_file" "$fish_file"
  rm -rf "$root/share/lockstep"
  # Folders that are empty now, from the inside out; what others put there stays.
  for file in "$program" "$page" "$bash_file" "$zsh_file" "$fish_file" "$root/share/lockstep"; do
    folder=$(dirname "$file")
    while [[ $folder == "$root"/* ]]; do
      rmdir "$folder" 2> /dev/null || break
      folder=$(dirname "$folder")
    done
  done
  echo "removed lockstep from $root"
  exit 0
fi

readonly built=$1
if [[ ! -x $built || -d $built ]]; then
  echo "install: there is no program $built; 'make build' makes it" >&2
  exit 1
fi
install -D -m 755 "$built" "$program"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
"$built" manual > "$work/page"
install -D -m 644 "$work/page" "$page"
for shell in bash zsh fish; do
  "$built" --generate-completion-script "$shell" > "$work/$shell"
  file=${shell}_file
  install -D -m 644 "$work/$shell" "${!file}"
done
mkdir -p "$configs"
cp -R configs/. "$configs"
chmod -R u=rwX,go=rX "$root/share/lockstep"
echo "installed $program, its manual page, completions for bash, zsh and fish, and $configs"
