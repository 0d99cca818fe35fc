-- A pandoc writer. In: a code block for each piece, its class markdown, latex or html. Out: JSON, for
-- each piece its Typst text, its pictures' addresses and the warnings that came with it.
-- Pieces are read one by one, so that an unclosed bracket in one cell cannot swallow the next.

local MARKDOWN = 'gfm+tex_math_dollars-yaml_metadata_block'
local HTML = 'html+tex_math_dollars+tex_math_single_backslash-native_spans'
local DOLLAR = utf8.char(0xE000)
local SPACE = utf8.char(0x200B)
local CHANGED = '⟦'

local function typst(doc)
  return pandoc.write(pandoc.Pandoc(doc), 'typst', { wrap_text = 'none' })
end

local function raw(text)
  return pandoc.RawInline('typst', text)
end

local function quoted(text)
  return '"' .. text:gsub('\\', '\\\\'):gsub('"', '\\"'):gsub('\n', '\\n'):gsub('%c', '') .. '"'
end

-- The end of the group that opens at `start`.
local function closing(text, start)
  local depth, at = 0, start
  while at <= #text do
    local char = text:sub(at, at)
    if char == '\\' then
      at = at + 1
    elseif char == '{' then
      depth = depth + 1
    elseif char == '}' then
      depth = depth - 1
      if depth == 0 then return at end
    end
    at = at + 1
  end
end

-- {\color{red} x} and \textcolor{red}{x} become a box with a mark in it, which `typst` can be told from others by.
local function colours(tex)
  local from = 1
  while true do
    local start, stop = tex:find('{%s*\\color%s*{[^{}]*}', from)
    local open = start
    if not start then
      start, stop = tex:find('\\textcolor%s*{[^{}]*}%s*{', from)
      open = stop
    end
    if not start then return tex end
    local finish = closing(tex, open)
    if not finish then return tex end
    local box = '\\boxed{\\text{' .. CHANGED .. '}'
    tex = tex:sub(1, start - 1) .. '{' .. box .. ' ' .. tex:sub(stop + 1, finish - 1) .. '}}' .. tex:sub(finish + 1)
    from = start + #box
  end
end

local function marked(text)
  local mark = '#box(stroke: black, inset: 3pt, [$ upright("' .. CHANGED .. '")'
  local from, to = text:find(mark, 1, true)
  while from do
    text = text:sub(1, from - 1) .. '#changed([$' .. text:sub(to + 1):gsub('^%s+', '')
    from, to = text:find(mark, from, true)
  end
  return text
end

-- A formula as Typst. pandoc leaves the blanks that \text{ } has beside those that it puts itself, writes
-- an operator as a mere text, takes the bars of a determinant wrongly, and does not tell \dfrac from \frac.
-- Typst sets the entries of a matrix between words in the size of an index: they get the size of the words.
local function maths(element)
  local tex = colours(element.text)
  tex = tex:gsub('\\mathrm%s*{(%a%a+)}', '\\operatorname{%1}'):gsub('&%s*&', '&&\\qquad ')
  tex = tex:gsub('\\begin{vmatrix}', '\\left|\\begin{matrix}'):gsub('\\end{vmatrix}', '\\end{matrix}\\right|')
  tex = tex:gsub('\\begin{Vmatrix}', '\\left\\|\\begin{matrix}'):gsub('\\end{Vmatrix}', '\\end{matrix}\\right\\|')
  local text = pandoc.write(pandoc.Pandoc({ pandoc.Plain({ pandoc.Math(element.mathtype, tex) }) }), 'typst', { wrap_text = 'none' })
  text = marked(text:gsub('%s+$', ''))
  text = text:gsub('([^%(])"(%a%a+)"', '%1op("%2")')
  text = text:gsub('(upright%("[^"]-) +"%)', '%1")'):gsub('upright%(" +', 'upright("')
  if select(2, text:gsub('\\|', '')) == 2 and not text:find('[&^_]%s*\\|') then
    text = text:gsub('\\| (.-) \\|', 'lr(bar.v %1 bar.v)')
  end
  local large = tex:find('\\dfrac') or tex:find('\\displaystyle') or text:find('mat%(') or text:find('vec%(')
  if element.mathtype == 'InlineMath' and large and text:sub(1, 1) == '$' then
    text = '$#math.display([' .. text .. '])$'
  end
  return raw(text)
end

-- Texts that belong to one class of addresses: what a reader on paper can follow.
local function address(url)
  if url:match('^https?://') or url:match('^mailto:') then return 'web' end
  if url:match('^#') then return 'heading' end
  if not url:match('^%a[%w+.-]*:') and url:match('%.ipynb$') or url:match('%.ipynb#') then return 'notebook' end
  return 'other'
end

local function anchor(text)
  text = text:gsub('%%(%x%x)', function(hex) return string.char(tonumber(hex, 16)) end)
  return pandoc.text.lower(text):gsub('[%s%p]+', '-'):gsub('^-', ''):gsub('-$', '')
end

local function has_html(doc)
  local found = false
  local function look(element)
    if element.format == 'html' and not element.text:match('^%s*<!%-%-.-%-%->%s*$') then found = true end
  end
  doc:walk({ RawBlock = look, RawInline = look })
  return found
end

-- Markdown with HTML in it is written as HTML and read again, so that tags which open in one block and
-- close in another, as <details> does, find each other.
local function through_html(doc)
  doc = doc:walk({ Str = function(str) return pandoc.Str((str.text:gsub('%$', DOLLAR))) end })
  local html = pandoc.write(doc, 'html-task_lists', { html_math_method = 'mathjax', wrap_text = 'none' })
  return html
end

local function of_html(html)
  html = html:gsub('<[sS]ummary[^>]*>', '<p><strong>'):gsub('</[sS]ummary>', '</strong></p>')
  html = html:gsub('<iframe[^>]-src%s*=%s*["\']([^"\']*)["\'][^>]*>', '<p>%1</p>')
  local doc = pandoc.read(html, HTML, {}, {})
  return doc:walk({ Str = function(str) return pandoc.Str((str.text:gsub(DOLLAR, '$'))) end })
end

local function of_latex(tex)
  local inner = tex:match('^%s*%$%$(.-)%$%$%s*$') or tex:match('^%s*\\%[(.-)\\%]%s*$')
  if inner or tex:match('^%s*\\begin') then
    return pandoc.Pandoc({ pandoc.Para({ pandoc.Math('DisplayMath', inner or tex) }) })
  end
  return pandoc.read(tex, MARKDOWN, {}, {})
end

local function read(kind, text)
  if kind == 'latex' then return of_latex(text) end
  if kind == 'html' then return of_html(text) end
  local doc = pandoc.read(text .. '\n', MARKDOWN, {}, {})
  if has_html(doc) then return of_html(through_html(doc)) end
  return doc
end

local function ends_with_colon(block)
  local last = block.content[#block.content]
  return last and last.t == 'Str' and last.text:match(':$')
end

-- A dash does not start a line.
local function dashes(inlines)
  for index = #inlines - 1, 1, -1 do
    local blank, dash = inlines[index], inlines[index + 1]
    if (blank.t == 'Space' or blank.t == 'SoftBreak') and dash.t == 'Str' and dash.text:match('^[—–]') then
      inlines[index] = pandoc.Str('\u{a0}')
    end
  end
  return inlines
end

-- One piece, ready to be written. `headings` knows the anchors of all pieces.
local function prepared(doc, number, headings, pictures, told)
  local function picture(image)
    table.insert(pictures, image.src)
    local width = image.attributes.width or ''
    return raw('#picture(' .. quoted(number .. '-' .. #pictures) ..
      ', alt: ' .. quoted(pandoc.utils.stringify(image.caption)) .. ', width: ' .. quoted(width) .. ')')
  end
  local function link(element)
    local kind = address(element.target)
    if kind == 'heading' then
      local name = anchor(element.target:sub(2))
      if headings[name] then return pandoc.Link(element.content, '#' .. headings[name]) end
      return element.content
    elseif kind == 'notebook' then
      return pandoc.Link(element.content, (element.target:gsub('%.ipynb.*$', '.pdf')))
    elseif kind == 'other' then
      return element.content
    end
    local shown = pandoc.utils.stringify(element.content)
    local url = element.target:gsub('^mailto:', '')
    element = pandoc.Link(element.content, element.target)
    if shown == url or told[url] then return element end
    told[url] = true
    return { element, pandoc.Note({ pandoc.Para({ pandoc.Link({ pandoc.Str(url) }, element.target) }) }) }
  end
  local function str(element)
    if utf8.len(element.text) and utf8.len(element.text) > 40 then
      local parts = {}
      for _, code in utf8.codes(element.text) do table.insert(parts, utf8.char(code)) end
      element.text = table.concat(parts, SPACE)
      return element
    end
  end
  local function block(element)
    return pandoc.RawBlock('typst', '#listing(' .. quoted(element.text) .. ', language: ' .. quoted(element.classes[1] or '') .. ')')
  end
  local function tables(element)
    for index, spec in ipairs(element.colspecs) do element.colspecs[index] = { spec[1], nil } end
    element.attr = pandoc.Attr()
    local tall = false
    element:walk({ Math = function(math) tall = tall or math.text:find('\\dfrac') or math.text:find('matrix}') end })
    if not tall then return element end
    return { pandoc.RawBlock('typst', '#tall['), element, pandoc.RawBlock('typst', ']') }
  end
  doc = doc:walk({ Link = link, Inlines = dashes })
  doc = doc:walk({
    traverse = 'topdown',
    Note = function(note) return note, false end,
    Str = str,
    Image = function(image) return picture(image), false end,
    Math = maths,
    CodeBlock = block,
    Header = function(element)
      return pandoc.Header(element.level > 5 and 5 or element.level, element.content, { element.identifier })
    end,
    Table = tables,
    Div = function(div)
      local align = div.attributes.align or (div.attributes.style or ''):match('text%-align:%s*(%a+)')
      if align == 'center' or align == 'right' then
        local blocks = pandoc.List({ pandoc.RawBlock('typst', '#align(' .. align .. ')[') })
        blocks:extend(div.content)
        blocks:insert(pandoc.RawBlock('typst', ']'))
        return blocks
      end
      return div.content
    end,
    RawBlock = function(element) if element.format ~= 'typst' then return {} end end,
    RawInline = function(element) if element.format ~= 'typst' then return {} end end,
    HorizontalRule = function() return pandoc.RawBlock('typst', '#rule()') end,
  })
  local blocks = pandoc.List()
  for index, element in ipairs(doc.blocks) do
    local lead = element.t == 'Para' and ends_with_colon(element)
    local label = element.t == 'Para' and #element.content == 1 and element.content[1].t == 'Strong'
    if lead or (label and index < #doc.blocks) then
      blocks:insert(pandoc.RawBlock('typst', '#lead['))
      blocks:insert(element)
      blocks:insert(pandoc.RawBlock('typst', ']'))
    else
      blocks:insert(element)
    end
  end
  return blocks
end

local function title(docs)
  for _, doc in ipairs(docs) do
    for _, block in ipairs(doc.blocks) do
      if block.t == 'Header' and block.level == 1 then
        local text = pandoc.write(pandoc.Pandoc({ pandoc.Plain(block.content) }), 'plain', { wrap_text = 'none' })
        return (text:gsub('%s+', ' '):gsub('^ ', ''):gsub(' $', ''))
      end
    end
  end
  return ''
end

function Writer(input)
  local docs, results, headings, told = {}, {}, {}, {}
  for number, piece in ipairs(input.blocks) do
    local warnings
    warnings, docs[number] = pandoc.log.silence(read, piece.classes[1], piece.text)
    results[number] = { pictures = pandoc.List(), warnings = pandoc.List(warnings) }
    local count = 0
    docs[number] = docs[number]:walk({
      Header = function(header)
        local name = anchor(pandoc.utils.stringify(header.content))
        count = count + 1
        if headings[name] then
          header.identifier = ''
        else
          headings[name] = 'heading-' .. number .. '-' .. count
          header.identifier = headings[name]
        end
        return header
      end,
    })
  end
  local head = title(docs)
  for number, doc in ipairs(docs) do
    local result = results[number]
    local warnings, text = pandoc.log.silence(function()
      return typst(prepared(doc, number, headings, result.pictures, told))
    end)
    result.typst = text
    result.warnings:extend(warnings)
  end
  return pandoc.json.encode({ title = head, pieces = results })
end
