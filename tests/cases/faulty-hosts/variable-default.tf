variable "scale_formula" {
  description = "How the pool scales"
  type        = string
  default     = "$TargetDedicatedNodes = 4; $NodeDeallocationOption = \"taskcompletion\";"
}

resource "azurerm_batch_pool" "default" {
  auto_scale {
    formula = var.scale_formula
  }
}
