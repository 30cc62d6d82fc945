#!/bin/sh
# Make .venv with the Python given. A bare Debian lacks python3-venv: install it where we may.
set -eu
python="${1:-}"
if [ -z "$python" ]; then
  echo "riwaya: Python 3.11 or later is needed; on Debian: apt-get install python3 python3-venv" >&2
  exit 1
fi
"$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || {
  echo "riwaya: $python is older than Python 3.11" >&2
  exit 1
}
if ! "$python" -c 'import venv, ensurepip' 2>/dev/null; then
  if command -v apt-get >/dev/null && [ "$(id -u)" = 0 ]; then
    apt-get update -qq
    apt-get install -y -qq python3-venv >/dev/null
  else
    echo "riwaya: the venv module is missing; on Debian: sudo apt-get install python3-venv" >&2
    exit 1
  fi
fi
[ -x .venv/bin/python ] && .venv/bin/python -m pip --version >/dev/null 2>&1 ||
  "$python" -m venv --clear .venv
