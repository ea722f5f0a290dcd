locals {
  formula = trimspace(<<-EOT
    $TargetDedicatedNodes = 1;
  EOT
  )
  unused = "$TargetDedicatedNodes = 9;"
}

variable "scaling" {
  type    = string
  default = "$TargetDedicatedNodes = 2;\n\t$x = \"\\\u00e9\";"
}

variable "autoscale_formula" {
  default = "$TargetDedicatedNodes = 3;"
}

resource "azurerm_batch_pool" "one" {
  vm_size = "a"
  auto_scale { formula = local.formula }
}

resource "azurerm_batch_pool" "two" {
  vm_size = "b"
  auto_scale {
    formula = var.scaling
  }
}

resource "azurerm_batch_pool" "three" {
  vm_size = "b"
  dynamic "auto_scale" {
    for_each = var.scale
    content {
      formula = (var.scaling)
    }
  }
}
