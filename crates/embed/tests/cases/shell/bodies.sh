curl -X POST -d '{"id": "p", "autoScaleFormula": "$TargetDedicatedNodes = 1;\n$x = \"a\";"}' "$URL"
cat > pool.json <<EOF
{ "autoScaleFormula": "\$TargetDedicatedNodes = 2;" }
EOF
curl -d "{\"autoScaleFormula\": \"$TargetDedicatedNodes = 3;\"}" "$URL"
az batch pool create --json-file pool.json
