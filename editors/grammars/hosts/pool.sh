# SYNTAX TEST "source.shell" "strings and here-documents"
FORMULA='w = 5;
#        ^^^ meta.embedded.block.autoscale source.autoscale
$TargetDedicatedNodes = 2;'
#^^^^^^^^^^^^^^^^^^^^ meta.embedded.block.autoscale source.autoscale support.variable.target.autoscale
az batch pool autoscale enable --pool-id sims --auto-scale-formula '$TargetDedicatedNodes = 2;'
#                                                                   ^^^^^^^^^^^^^^^^^^^^^ meta.embedded.block.autoscale source.autoscale support.variable.target.autoscale
#                                        ^^^^ - source.autoscale
az batch pool autoscale enable --auto-scale-formula "\$TargetDedicatedNodes = min($MAX, 2);"
#                                                     ^^^^^^^^^^^^^^^^^^^^^ meta.embedded.block.autoscale source.autoscale support.variable.target.autoscale
#                                                                             ^^^ support.function.autoscale
FORMULA=$(cat <<'EOF'
#             ^^ keyword.operator.heredoc.shell
w = TimeInterval_Minute * 5;
#   ^^^^^^^^^^^^^^^^^^^ meta.embedded.block.autoscale source.autoscale support.constant.time-interval.autoscale
EOF
)
cat > pool.autoscale <<EOF
#                    ^^ keyword.operator.heredoc.shell
w = TimeInterval_Minute * 5;
#   ^^^^^^^^^^^^^^^^^^^ meta.embedded.block.autoscale source.autoscale support.constant.time-interval.autoscale
EOF
cat <<-'EOF' > pool.autoscale
#   ^^^ keyword.operator.heredoc.shell
  w = TimeInterval_Minute * 5;
#     ^^^^^^^^^^^^^^^^^^^ meta.embedded.block.autoscale source.autoscale support.constant.time-interval.autoscale
  EOF
cat <<EOF
TimeInterval_Minute
#   ^^^^^^^^ - source.autoscale
EOF
echo 'max(0, 1)'
#     ^^^ - source.autoscale
