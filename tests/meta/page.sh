#!/bin/sh
# The security policy of the page that `explain --format html` writes allows its own style and script by their hashes, and
# nothing else.
python3 - <<'END'
import base64, hashlib, sys

def digest(name):
    with open("templates/page/" + name, "rb") as file:
        return base64.b64encode(hashlib.sha256(file.read()).digest()).decode()

with open("templates/page/policy.txt") as file:
    found = file.read()
wanted = (f"default-src 'none'; style-src 'sha256-{digest('explain.css')}'; script-src 'sha256-{digest('explain.js')}'; "
          "base-uri 'none'; form-action 'none'\n")
if found != wanted:
    print("templates/page/policy.txt must be:", wanted, sep="\n")
    sys.exit(1)
END
