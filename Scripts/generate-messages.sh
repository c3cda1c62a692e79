#!/usr/bin/env bash
# Makes Swift code of the schemas in Sources/ExportMessages, which is committed beside them: only who
# changes a schema needs this. Takes protoc (Debian: protobuf-compiler) and builds its part for Swift from
# the version of swift-protobuf that the package uses.
#
#   BUILD_FLAGS="…"   what else `swift build` is given, so that what was built already serves
set -euo pipefail
cd "$(dirname "$0")/.."

readonly folder=Sources/ExportMessages

command -v protoc > /dev/null || {
  echo "generate-messages: there is no 'protoc'; on Debian 'apt-get install protobuf-compiler' brings it" >&2
  exit 1
}
read -ra flags <<< "${BUILD_FLAGS:-}"
swift build "${flags[@]}" --product protoc-gen-swift
protoc --plugin="$(swift build "${flags[@]}" --show-bin-path)/protoc-gen-swift" \
  --proto_path="$folder" --swift_out="$folder" --swift_opt=Visibility=Package "$folder"/*.proto
