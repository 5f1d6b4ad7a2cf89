-- Neovim's own client: findings, completion, hover, a fix. Run by `nvim --headless -u NONE -l` or `-c luafile`.
local samgen = assert(os.getenv("SAMGEN"))
local path = vim.fn.tempname() .. "/template.yaml"
local lines = {
  "Transform: AWS::Serverless-2016-10-31",
  "Resources:",
  "  Uploads: {Type: AWS::S3::Bucket}",
  "  Fn:",
  "    Type: AWS::Serverless::Function",
  "    Properties:",
  "      Handler: app.handler",
  "      Runtime: python3.12",
  "      Policies:",
  "        - Version: \"2012-10-17\"",
  "          Statement:",
  "            - Effect: Allow",
  "              Action: s3:GetObjekt",
  "              Resource: !Sub \"${Uploads.Arn}/*\"",
}

local function fail(what)
  io.stderr:write("neovim: " .. what .. "\n")
  vim.cmd("cquit 1")
end

local function check(value, what)
  if not value then
    fail(what)
  end
  return value
end

vim.fn.mkdir(vim.fn.fnamemodify(path, ":h"), "p")
vim.fn.writefile(lines, path)
vim.cmd("edit " .. path)
local buffer = vim.api.nvim_get_current_buf()
local id = check(vim.lsp.start_client({ name = "samgen", cmd = { samgen, "lsp" }, root_dir = vim.fn.fnamemodify(path, ":h") }),
  "the client does not start")
check(vim.lsp.buf_attach_client(buffer, id), "the client is not attached")

local function wait(what, condition)
  check(vim.wait(10000, condition, 20), "not seen: " .. what)
end

local function ask(method, params)
  local answers = vim.lsp.buf_request_sync(buffer, method, params, 10000)
  local answer = check(answers and answers[id], method .. " has no answer")
  check(not answer.err, method .. ": " .. vim.inspect(answer.err))
  return answer.result
end

local function at(line, character)
  return { textDocument = { uri = vim.uri_from_bufnr(buffer) }, position = { line = line, character = character } }
end

wait("a finding", function() return #vim.diagnostic.get(buffer) == 1 end)
local found = vim.diagnostic.get(buffer)[1]
check(found.lnum == 12 and found.col == 22 and found.source == "samgen", vim.inspect(found))

local params = { textDocument = { uri = vim.uri_from_bufnr(buffer) },
  range = { start = { line = 12, character = 22 }, ["end"] = { line = 12, character = 34 } }, context = { diagnostics = {} } }
local action = check(ask("textDocument/codeAction", params)[1], "no fix")
vim.lsp.util.apply_workspace_edit(action.edit, "utf-16")
check(vim.api.nvim_buf_get_lines(buffer, 12, 13, false)[1] == "              Action: s3:GetObject", "the fix is not made")
wait("no finding", function() return #vim.diagnostic.get(buffer) == 0 end)

vim.api.nvim_buf_set_lines(buffer, 12, 13, false, { "              Action: s3:GetO" })
local list = ask("textDocument/completion", at(12, 29))
check(list.items[1].label == "s3:GetObject", vim.inspect(list.items[1]))
local words = vim.lsp.util.text_document_completion_list_to_complete_items(list, "s3:GetO")
check(words[1].word == "s3:GetObject", vim.inspect(words[1]))
local hover = ask("textDocument/hover", at(4, 16))
vim.api.nvim_buf_set_lines(buffer, 12, 13, false, { "              Action: s3:GetObject" })
hover = ask("textDocument/hover", at(12, 26))
check(hover.contents.value:find("s3:GetObject", 1, true), vim.inspect(hover))
local place = ask("textDocument/definition", at(13, 32))
check(place.range.start.line == 2, vim.inspect(place))

vim.lsp.stop_client(id)
wait("the end", function() return vim.lsp.client_is_stopped(id) end)
print("neovim: 1 session")
vim.cmd("qall!")
