PLAIN=$(cat <<'EOF'
$TargetDedicatedNodes = 3; // it's a "quote" )

EOF
)
FILLED="$(cat <<-EOF
	\$TargetDedicatedNodes = $COUNT;
	  x = $(count "a)"); \
y = \\;
	EOF
)"
read -r -d '' READ <<'EOF'

  $a = 1;
EOF
az batch pool autoscale enable --pool-id a --auto-scale-formula "$PLAIN"
az batch pool autoscale enable --pool-id b --auto-scale-formula "${FILLED}"
az batch pool autoscale enable --pool-id c --auto-scale-formula $READ
cat > formula.txt <<EOF
\$TargetDedicatedNodes = ${COUNT};
EOF
