# Blocks that Terraform makes, and values that it computes.
resource "azurerm_batch_pool" "some" {
  name              = "some-${var.stage}"
  vm_size           = var.vm_size
  node_agent_sku_id = local.agents[var.os]

  dynamic "storage_image_reference" {
    for_each = var.images
    content {
      publisher = "canonical"
    }
  }

  dynamic "data_disks" {
    for_each = var.disks
    content {
      lun          = data_disks.key
      disk_size_gb = 64
    }
  }

  dynamic "start_task" {
    for_each = var.start ? [1] : []
    content {
      command_line     = "true"
      wait_for_success = true
    }
  }

  container_configuration {
    container_image_names = var.images
  }

  metadata = merge(local.metadata, { a = "b" })

  fixed_scale {}
}

resource "azurerm_linux_virtual_machine_scale_set" "set" {
  name = "set"
  vm_size = "no pool"
  source_image_reference {
    publisher = "canonical"
  }
}

resource "azurerm_kubernetes_cluster" "cluster" {
  default_node_pool {
    name                = "a"
    vm_size             = "Standard_D2s_v3"
    enable_auto_scaling = true
  }
}
