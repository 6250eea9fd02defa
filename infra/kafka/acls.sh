#!/bin/sh
# Rights of each service on the topics: writes its own, reads the others'. Safe to repeat.
set -eu
bootstrap=${1:?the bootstrap server is missing: sh acls.sh host:port [command-config.properties]}
config=${2:+--command-config $2}
grant() { who=$1; shift; kafka-acls.sh --bootstrap-server "$bootstrap" ${config} --add --allow-principal "User:$who" "$@" >/dev/null; }

for service in indicators scoring incentives; do
  grant "$service" --operation Write --operation Describe --topic "$service." --resource-pattern-type prefixed
  grant "$service" --operation IdempotentWrite --cluster
done
# Who follows whose log, and under which group.
grant scoring --operation Read --operation Describe --topic indicators. --resource-pattern-type prefixed
grant scoring --operation Read --operation Describe --topic scoring. --resource-pattern-type prefixed
grant scoring --operation Read --group scoring. --resource-pattern-type prefixed
grant incentives --operation Read --operation Describe --topic indicators. --resource-pattern-type prefixed
grant incentives --operation Read --operation Describe --topic scoring. --resource-pattern-type prefixed
grant incentives --operation Read --group incentives. --resource-pattern-type prefixed
echo "Rights are in place."
