#!/usr/bin/env bash
# One container, one part of Airflow.
#
#   entrypoint.sh init             prepares the deployment, once, and ends
#   entrypoint.sh api-server ...   becomes that part: api-server, scheduler, dag-processor, triggerer,
#                                  or any other airflow command
#
# In: AIRFLOW__* and AIRFLOW_CONN_* variables; LINEAGE_ADMIN_PASSWORD, the password of the user admin.
set -euo pipefail

say() { printf '[lineage] %s\n' "$*"; }

# The simple auth manager makes up a password and prints it to the log where it finds none in this file.
write_password() {
  local file="${AIRFLOW__CORE__SIMPLE_AUTH_MANAGER_PASSWORDS_FILE:?names no file}"
  (umask 077 && python -c 'import json, os; print(json.dumps({"admin": os.environ["LINEAGE_ADMIN_PASSWORD"]}))' >"$file")
  say "user admin: password written to $file"
}

# A connection that cannot be read is told here, not by the first task that needs it.
check_connections() {
  local variable connection
  for variable in "${!AIRFLOW_CONN_@}"; do
    connection="${variable#AIRFLOW_CONN_}"
    connection="${connection,,}"
    airflow connections get "$connection" --output plain >/dev/null
    say "connection $connection: ok"
  done
}

check_provider() {
  airflow providers get airflow-provider-lineage --output plain
  airflow config get-value openlineage transport >/dev/null
  say "provider and OpenLineage transport: ok"
}

init() {
  : "${LINEAGE_ADMIN_PASSWORD:?set it: the password of the user admin}"
  airflow db migrate
  write_password
  check_connections
  check_provider
  say "ready"
}

case "${1:?names no command; try init, api-server, scheduler, dag-processor or triggerer}" in
  init) init ;;
  *) exec airflow "$@" ;;
esac
