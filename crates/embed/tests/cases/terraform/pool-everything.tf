resource "azurerm_batch_pool" "render" {
  name                = "render"
  resource_group_name = azurerm_resource_group.this.name
  account_name        = azurerm_batch_account.this.name
  display_name        = "Render"
  vm_size             = "STANDARD_D4S_V3"
  node_agent_sku_id   = "batch.node.ubuntu 22.04"
  max_tasks_per_node  = 4
  license_type        = "Windows_Server"
  os_disk_placement   = "CacheDisk"

  inter_node_communication         = "Disabled"
  target_node_communication_mode   = "Simplified"
  stop_pending_resize_operation    = false

  storage_image_reference {
    publisher = "canonical"
    offer     = "0001-com-ubuntu-server-jammy"
    sku       = "22_04-lts"
    version   = "latest"
  }

  fixed_scale {
    target_dedicated_nodes    = 2
    target_low_priority_nodes = var.spot
    resize_timeout            = "PT10M"
    node_deallocation_method  = "TaskCompletion"
  }

  task_scheduling_policy {
    node_fill_type = "Pack"
  }

  start_task {
    command_line       = "true"
    task_retry_maximum = -1
    wait_for_success   = true

    container {
      image_name = "python:3.12"
    }
    common_environment_properties = {
      A = "1"
    }
    user_identity {
      auto_user {
        elevation_level = "NonAdmin"
        scope           = "Task"
      }
    }
    resource_file {
      http_url  = "https://example.invalid/a"
      file_path = "a"
    }
  }

  container_configuration {
    type                  = "DockerCompatible"
    container_image_names = ["python:3.12", var.image]
    container_registries {
      registry_server = "registry.example"
    }
  }

  data_disks {
    lun                  = 0
    disk_size_gb         = 64
    caching              = "ReadOnly"
    storage_account_type = "Premium_LRS"
  }
  data_disks {
    lun          = 1
    disk_size_gb = var.gigabytes
  }

  disk_encryption {
    disk_encryption_target = "OsDisk"
  }
  disk_encryption {
    disk_encryption_target = "TemporaryDisk"
  }

  node_placement {
    policy = "Zonal"
  }

  extensions {
    name      = "watch"
    publisher = "example"
    type      = "watcher"
  }

  windows {
    enable_automatic_updates = false
  }

  security_profile {
    security_type = "trustedLaunch"
  }

  certificate {
    id             = azurerm_batch_certificate.this.id
    store_location = "LocalMachine"
    store_name     = "Root"
    visibility     = ["StartTask"]
  }

  network_configuration {
    subnet_id                        = azurerm_subnet.this.id
    dynamic_vnet_assignment_scope    = "none"
    accelerated_networking_enabled   = true
    public_address_provisioning_type = "UserManaged"
    public_ips                       = ["/subscriptions/0/ip"]
    endpoint_configuration {
      name = "ssh"
    }
  }

  mount {
    nfs_mount {
      source              = "10.0.0.4:/vol"
      relative_mount_path = "vol"
    }
  }
  mount {
    azure_file_share {
      relative_mount_path = "share"
    }
  }

  user_accounts {
    name            = "adm"
    password        = "x"
    elevation_level = "Admin"
  }

  metadata = {
    team  = "fx"
    stage = var.stage
  }

  identity {
    type = "UserAssigned"
  }
}
