resource "azurerm_batch_pool" "render" {
  name    = "render"
  vm_size = "STANDARD_A1"
  auto_scale {
    formula = <<-EOT
      w = TimeInterval_Minute * 5;
      tasks = $PendingTasks.GetSamplePercent(w) < 70 ? 0 : max(0, $PendingTasks.GetSample(w));
      $TargetDedicatedNodes = min(10, ceil(tasks / $taskSlotsPerNode));
      $NodeDeallocationOption = taskcompletion;
    EOT
  }
}
