#!/bin/sh
# lego's `exec` provider calls: present|cleanup FQDN VALUE. lego must not follow aliases, since Mooring does: LEGO_DISABLE_CNAME_SUPPORT=true.
name=${2#_acme-challenge.}
export CERTBOT_DOMAIN="${name%.}" CERTBOT_VALIDATION="$3"
case $1 in
  present) exec mooring certbot auth ;;
  cleanup) exec mooring certbot cleanup ;;
esac
