resource "azurerm_batch_pool" "d" {
  auto_scale {
    formula = <<-EOF
      %{ if var.low ~}
      $TargetLowPriorityNodes = 3;
      %{ endif ~}
      $TargetDedicatedNodes = 1;
    EOF
  }
}
