#!/bin/sh
# uacme calls: begin|done|failed TYPE DOMAIN TOKEN VALUE; an exit code other than 0 declines that type of challenge.
[ "$2" = dns-01 ] || exit 1
export CERTBOT_DOMAIN="$3" CERTBOT_VALIDATION="$5"
case $1 in
  begin) exec mooring certbot auth ;;
  done | failed) exec mooring certbot cleanup ;;
esac
