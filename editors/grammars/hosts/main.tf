# SYNTAX TEST "source.hcl.terraform" "heredocs and strings"
resource "azurerm_batch_pool" "render" {
  auto_scale {
    formula = <<-EOT
#   ^^^^^^^ variable.declaration.hcl
#             ^^^ keyword.operator.heredoc.hcl
      $TargetDedicatedNodes = min(${var.max}, $PendingTasks.GetSample(1)); // cap
#     ^^^^^^^^^^^^^^^^^^^^^ meta.embedded.block.autoscale source.autoscale support.variable.target.autoscale
#                             ^^^ support.function.autoscale
#                                 ^^ punctuation.section.embedded.begin.hcl
#                                             ^^^^^^^^^^^^^ support.variable.metric.autoscale
#                                                           ^^^^^^^^^ support.function.method.autoscale
#                                                                          ^^^^^^ comment.line.double-slash.autoscale
      $NodeDeallocationOption = taskcompletion;
#                               ^^^^^^^^^^^^^^ support.constant.deallocation-option.autoscale
    EOT
#   ^^^ keyword.control.heredoc.hcl
    evaluation_interval = "PT5M"
#                          ^^^^ string.quoted.double.hcl - source.autoscale
  }
}
inputs = { formula = <<EOT
#                    ^^ keyword.operator.heredoc.hcl
%{ if var.spot }w = 5;%{ endif }
#     ^^^ meta.interpolation.hcl
#               ^^^ meta.embedded.block.autoscale source.autoscale
EOT
}
variable "scale_formula" {
  default = "$TargetDedicatedNodes = time() > time(\"2026-03-02\") ? 2 : 0;"
#            ^^^^^^^^^^^^^^^^^^^^^ meta.embedded.block.autoscale source.autoscale support.variable.target.autoscale
#                                    ^^^^^^ meta.embedded.block.autoscale source.autoscale
#                                                    ^^^^^^^^^^ string.quoted.double.autoscale
#                                                                  ^^^ meta.embedded.block.autoscale source.autoscale
  description = "How the pool scales"
#                ^^^ string.quoted.double.hcl - source.autoscale
}
  script = <<-EOT
#          ^^^ - source.autoscale
    echo max(1, 2)
#        ^^^ - source.autoscale
  EOT
