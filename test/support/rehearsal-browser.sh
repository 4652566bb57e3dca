#!/bin/sh
# A program for $BROWSER: one word, takes an address, goes through the rehearsal server's sign-in.
here=$(CDPATH='' cd -- "$(dirname -- "$(readlink -f -- "$0")")" && pwd) || exit 1
exec "$here/../../node_modules/.bin/node" "$here/rehearsal-browser.ts" "$@"
