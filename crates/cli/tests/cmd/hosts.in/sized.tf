resource "azurerm_batch_pool" "sized" {
  vm_size = "STANDARD_D2_V3"
  auto_scale {
    formula = <<-EOF
      $tasks = avg($PendingTasks.GetSample(TimeInterval_Minute * 15));
      $TargetDedicatedNodes = $tasks;
      $TargetLowPriorityNodes = min(10, $tasks);
    EOF
  }
}
