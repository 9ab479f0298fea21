#!/usr/bin/env sh
dns_mooring_add() { CERTBOT_DOMAIN="${1#_acme-challenge.}" CERTBOT_VALIDATION="$2" mooring certbot auth >/dev/null; }
dns_mooring_rm() { CERTBOT_DOMAIN="${1#_acme-challenge.}" CERTBOT_VALIDATION="$2" mooring certbot cleanup; }
