resource "azurerm_batch_pool" "quoted" {
  auto_scale {
    formula = "created = time(\"2023-04-14T10:41:13.123456789Z\");\n$TargetDedicatedNodes = time() - created < TimeInterval_Hour ? 4 : 0;\n$NodeDeallocationOption = taskcompletion;"
  }
}
