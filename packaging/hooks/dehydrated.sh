#!/bin/sh
# dehydrated calls: deploy_challenge|clean_challenge (DOMAIN TOKEN VALUE)…, with HOOK_CHAIN=yes all of them at once; and much else, to be passed over.
case $1 in
  deploy_challenge) verb=auth ;;
  clean_challenge) verb=cleanup ;;
  *) exit 0 ;;
esac
shift
export CERTBOT_ALL_DOMAINS="$*"
failed=0
while [ $# -ge 3 ]; do
  # Without one value the others are of no use; but each that can be removed is.
  CERTBOT_DOMAIN="$1" CERTBOT_VALIDATION="$3" CERTBOT_REMAINING_CHALLENGES=$(($# / 3 - 1)) mooring certbot "$verb" || failed=1
  [ "$failed$verb" != 1auth ] || exit 1
  shift 3
done
exit $failed
