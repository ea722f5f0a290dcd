resource "azurerm_batch_pool" "both" {
  vm_size = "Standard_D2s_v3"

  fixed_scale {
    target_dedicated_nodes = 2
  }

  auto_scale {
    formula = <<EOT
hour = time().hour;
$TargetDedicatedNodes = hour >= 7 && hour < 19 ? 4 : 0;
$NodeDeallocationOption = taskcompletion;
EOT
  }
}
