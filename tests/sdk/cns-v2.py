"""Lists a zone's AAAA records by CNS v2 and gives the first one another address, the way home-made scripts for that API do.

Usage: cns-v2.py PORT ZONE ADDRESS          the key is the sandbox's; prints the ids, then the id and value that were written
"""

import base64
import hashlib
import hmac
import json
import random
import sys
import time
import urllib.parse
import urllib.request

PORT, ZONE, ADDRESS = sys.argv[1:]
HOST, PATH = f"127.0.0.1:{PORT}", "/v2/index.php"
SECRET_ID, SECRET_KEY = "sandbox-id", b"sandbox-secret"


def call(action, **parameters):
    parameters.update(
        Action=action,
        Nonce=random.randint(1, 2**31),
        Timestamp=int(time.time()),
        SecretId=SECRET_ID,
        SignatureMethod="HmacSHA256",
    )
    joined = "&".join(f"{name}={parameters[name]}" for name in sorted(parameters))
    digest = hmac.new(SECRET_KEY, f"GET{HOST}{PATH}?{joined}".encode(), hashlib.sha256).digest()
    signature = urllib.parse.quote(base64.b64encode(digest).decode(), safe="")
    query = "&".join(f"{name}={urllib.parse.quote(str(parameters[name]))}" for name in sorted(parameters))
    with urllib.request.urlopen(f"http://{HOST}{PATH}?{query}&Signature={signature}") as answer:
        reply = json.load(answer)
    if reply["code"] != 0:
        sys.exit(f"{action}: {reply['code']} {reply['codeDesc']} {reply['message']}")
    return reply["data"]


records = [record for record in call("RecordList", domain=ZONE)["records"] if record["type"] == "AAAA"]
print(json.dumps([record["id"] for record in records]))

first = records[0]
written = call(
    "RecordModify",
    domain=ZONE,
    recordId=first["id"],
    subDomain=first["name"],
    recordType="AAAA",
    recordLine=first["line"],
    value=ADDRESS,
    ttl=first["ttl"],
)
print(json.dumps([written["record"]["id"], written["record"]["value"]]))
