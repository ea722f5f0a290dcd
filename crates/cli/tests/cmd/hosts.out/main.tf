resource "azurerm_batch_pool" "render" {
  auto_scale {
    formula = <<-EOT
      $tasks = max(0, $PendingTasks.GetSample(1));
      $TargetDedicatedNodes = min(25, $tasks);
      $NodeDeallocationOption = taskcompletion;
    EOT
  }
}

resource "azurerm_batch_pool" "small" {
  auto_scale {
    formula = "$TargetDedicatedNodes = min(${var.max}, $ActiveTasks);"
  }
}
