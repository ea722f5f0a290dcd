" Files of Azure Batch autoscale formulas.
autocmd BufNewFile,BufRead *.autoscale setfiletype autoscale
