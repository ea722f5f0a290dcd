variable "max" {
  type = number
}

resource "azurerm_batch_pool" "render" {
  name                     = "render"
  resource_group_name      = azurerm_resource_group.batch.name
  account_name             = azurerm_batch_account.batch.name
  vm_size                  = "Standard_D2s_v3"
  max_tasks_per_node       = 2
  inter_node_communication = "Enabled"
  node_agent_sku_id        = "batch.node.ubuntu 22.04"

  auto_scale {
    evaluation_interval = "PT10M"
    formula             = <<-EOF
      // Work that waits.
      $samples = $PendingTasks.GetSamplePercent(TimeInterval_Minute * 15);
        $tasks = $samples < 70 ? 1 : avg($PendingTasks.GetSample(TimeInterval_Minute * 15));

      $TargetDedicatedNodes = min(${var.max}, $tasks);
      $NodeDeallocationOption = taskcompletion;
    EOF
  }
}
