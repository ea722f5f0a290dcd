resource "azurerm_batch_pool" "render" {
  name    =   "render"
  inter_node_communication = "Disabled"
  auto_scale {
    evaluation_interval = "PT15M"
    formula             = <<-EOT
      $TargetDedicatedNodes = mim(25, $CurrentDedicatedNodes + 1);
      $NodeDeallocationOption = taskcompletion;
    EOT
  }
}

resource "azurerm_batch_pool" "encode" {
  auto_scale {
    formula = <<-EOT
      $TargetDedicatedNodes = min(3, $CurrentDedicatedNodes + 1);
      $NodeDeallocationOption = taskcompletion;
    EOT
  }
}
