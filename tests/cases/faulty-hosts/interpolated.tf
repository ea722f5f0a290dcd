resource "azurerm_batch_pool" "sized" {
  auto_scale {
    evaluation_interval = "PT2M"
    formula             = <<-EOT
      w = TimeInterval_Minute * 5;
      tasks = $PendingTasks.GetSamplePercent(w) < 70 ? ${var.initial_nodes} : max(0, $PendingTasks.GetSample(w));
      limit = ${var.max_nodes};
      $TargetDedicatedNodes = tasks;
      $NodeDeallocationOption = taskcompletion;
    EOT
  }
}
