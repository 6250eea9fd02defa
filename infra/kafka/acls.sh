#!/bin/sh
# Rights of each service on the topics: writes its own, reads the others'. Safe to repeat.
set -eu
bootstrap=${1:?the bootstrap server is missing: sh acls.sh host:port [command-config.properties]}
grant() {
  who=$1; shift
  kafka-acls.sh --bootstrap-server "$bootstrap" ${config:+--command-config "$config"} --add --allow-principal "User:$who" "$@" >/dev/null
}
config=${2:-}

# The operator makes the topics and sets how long they are kept (mizan topics apply); it reads and writes none of them.
for service in indicators scoring incentives; do
  grant operator --operation Create --operation Describe --operation DescribeConfigs --operation AlterConfigs --topic "$service." --resource-pattern-type prefixed
done
# Only the service that owns a log writes its topics and its dead letters.
for service in indicators scoring incentives; do
  grant "$service" --operation Write --operation Describe --topic "$service." --resource-pattern-type prefixed
  grant "$service" --operation IdempotentWrite --cluster
done
# Who follows whose log, and in which groups.
grant scoring --operation Read --operation Describe --topic indicators. --resource-pattern-type prefixed
grant scoring --operation Read --operation Describe --topic scoring. --resource-pattern-type prefixed
grant scoring --operation Read --operation Describe --group scoring. --resource-pattern-type prefixed
grant incentives --operation Read --operation Describe --topic indicators. --resource-pattern-type prefixed
grant incentives --operation Read --operation Describe --topic scoring. --resource-pattern-type prefixed
grant incentives --operation Read --operation Describe --group incentives. --resource-pattern-type prefixed
echo "Rights are in place."
