-- Neovim's own client against the server: `nvim -l run.lua INIT FOLDER`, where
-- INIT is a user's configuration and FOLDER a copy of editors/fixtures.

local here = vim.fs.dirname(vim.uv.fs_realpath(arg[0]))
package.path = here .. '/?.lua;' .. package.path
local Child = require('child')

local child = Child.start(arg[1], arg[2])

local function has(text, part)
  assert(text:find(part, 1, true), ('%q lacks %q'):format(text, part))
end

local function same(is, wanted)
  assert(vim.deep_equal(is, wanted), ('%s is not %s'):format(vim.inspect(is), vim.inspect(wanted)))
end

local tests = require('features')(child, has, same)
local failed = 0
for _, test in ipairs(tests) do
  local name, run = unpack(test)
  local start = vim.uv.hrtime()
  local ok, problem = xpcall(run, debug.traceback)
  local ms = (vim.uv.hrtime() - start) / 1e6
  io.stdout:write(('%s %s (%d ms)\n'):format(ok and 'ok  ' or 'FAIL', name, ms))
  if not ok then
    failed = failed + 1
    io.stdout:write(problem, '\n')
  end
end
local quits = child:quits()
if not quits then
  failed = failed + 1
  io.stdout:write('FAIL Neovim does not end at once, with its server\n')
end
io.stdout:write(('%d of %d passed\n'):format(#tests + 1 - failed, #tests + 1))
os.exit(failed == 0 and 0 or 1)
