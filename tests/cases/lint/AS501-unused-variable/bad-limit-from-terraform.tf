resource "azurerm_batch_pool" "render" {
  auto_scale {
    evaluation_interval = "PT5M"
    formula             = <<-EOT
      limit = ${var.max_nodes};
      $TargetDedicatedNodes = min(10, $CurrentDedicatedNodes);
      $NodeDeallocationOption = taskcompletion;
    EOT
  }
}
