resource "azurerm_batch_pool" "either" {
  name    = "either"
  vm_size = "STANDARD_D4S_V3"

  dynamic "auto_scale" {
    for_each = var.autoscale ? [1] : []
    content {
      evaluation_interval = "PT15M"
      formula             = "$TargetDedicatedNodes = 1;"
    }
  }

  dynamic "fixed_scale" {
    for_each = var.autoscale ? [] : [1]
    content {
      target_dedicated_nodes = 2
    }
  }
}
