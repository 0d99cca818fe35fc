-- A pandoc writer. In: a code block for each piece, its class markdown, latex or html. Out: JSON, for
-- each piece its Typst text, its pictures' addresses and the warnings that came with it.
-- A class `output` says that the piece is a cell's output, `asks` that a cell's code comes next, `caption` that a
-- picture stands above it.
-- Pieces are read one by one, so that an unclosed bracket in one cell cannot swallow the next.

local MARKDOWN = 'gfm+tex_math_dollars-yaml_metadata_block'
local HTML = 'html+tex_math_dollars+tex_math_single_backslash-native_spans'
local DOLLAR = utf8.char(0xE000)
local SPACE = utf8.char(0x200B)
local CHANGED = '⟦'
local SHEET = '#sheet('

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

-- TeX that pandoc does not put well into Typst, in other words: \bigl( … \bigr), which it sets in a size of its own
-- with blanks beside it, a second index above a letter that has one, the bars of a determinant, and operators.
local function reworded(tex)
  tex = tex:gsub('\\[bB]igg?l(.-)\\[bB]igg?r', function(inner)
    if inner:find('\\\\') or inner:find('[^\\]&') or inner:find('\\[bB]igg?l') then return inner .. '' end
    return '\\left' .. inner .. '\\right'
  end)
  tex = tex:gsub('\\[bB]igg?[lr]', '')
  tex = (' ' .. tex):gsub('([^}%a])(%b{})^(%b{})', function(before, base, second)
    local head, first, tail = base:match('^{(%a[_%w{}]*)^(%b{})([_%w{}]*)}$')
    return head and before .. head .. '^{' .. first .. '\\,' .. second .. '}' .. tail
  end):sub(2)
  tex = tex:gsub('\\mathrm%s*{(%a%a+)}', '\\operatorname{%1}'):gsub('&%s*&', '&&\\quad ')
  tex = tex:gsub('\\begin{vmatrix}', '\\left|\\begin{matrix}'):gsub('\\end{vmatrix}', '\\end{matrix}\\right|')
  return tex:gsub('\\begin{Vmatrix}', '\\left\\|\\begin{matrix}'):gsub('\\end{Vmatrix}', '\\end{matrix}\\right\\|')
end

-- A formula as Typst. pandoc leaves the blanks that \text{ } has beside those that it puts itself, writes
-- an operator as a mere text, takes bars for relations, and does not tell \dfrac from \frac. Typst sets the
-- entries of a matrix between words in the size of an index: they get the size of the words.
local function maths(element)
  local tex = reworded(colours(element.text))
  local text = pandoc.write(pandoc.Pandoc({ pandoc.Plain({ pandoc.Math(element.mathtype, tex) }) }), 'typst', { wrap_text = 'none' })
  text = marked(text:gsub('%s+$', ''))
  text = text:gsub('([^%(])"(%a%a+)"', '%1op("%2")')
  text = text:gsub('(upright%("[^"]-) +"%)', '%1")'):gsub('upright%(" +', 'upright("')
  text = text:gsub('lr%(bar%.v%.double (.-) bar%.v%.double%)', 'norm(%1)'):gsub('∥([^∥]-)∥', 'norm(%1)')
  if not tex:find('\\parallel') then text = text:gsub('parallel (.-) parallel', 'norm(%1)') end
  if select(2, text:gsub('\\|', '')) == 2 and not text:find('[&^_]%s*\\|') then
    text = text:gsub('\\| (.-) \\|', 'abs(%1)')
  end
  local large = tex:find('\\dfrac') or tex:find('\\displaystyle') or text:find('mat%(') or text:find('vec%(')
  if element.mathtype == 'InlineMath' and large and text:sub(1, 1) == '$' then
    text = '#large[' .. text .. ']'
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
  local last = block.t == 'Para' and block.content[#block.content]
  return last and last.t == 'Str' and last.text:match(':$')
end

local function is_table(block)
  return block.t == 'Table' or block.t == 'RawBlock' and block.text:sub(1, #SHEET) == SHEET
end

local function is_list(block)
  return block.t == 'BulletList' or block.t == 'OrderedList'
end

local function is_formula(block)
  return block.t == 'Para' and #block.content == 1 and block.content[1].t == 'RawInline' and block.content[1].text:match('^%$ ')
end

-- Whether a block shares the page with what comes after it: a label, words that announce something or stand above
-- a table or a formula, a formula among an output's, and what a cell with a question or code is to answer. A caption
-- announces nothing: it holds to the picture above it, and with what comes next they would soon be longer than a page.
local function stays(blocks, index, kinds)
  local block, following = blocks[index], blocks[index + 1]
  if not following then
    if index == 1 and kinds:includes('caption') then return false end
    return kinds:includes('asks') and (block.t == 'Para' or is_list(block)) or ends_with_colon(block)
  end
  if block.t ~= 'Para' then return false end
  local label = #block.content == 1 and block.content[1].t == 'Strong'
  local questions = is_list(following) and kinds:includes('asks') and index + 2 > #blocks
  return label or ends_with_colon(block) or is_table(following) or is_formula(following) or questions or kinds:includes('output')
end

-- A table without merged cells as a call of the template's `sheet`, other tables as pandoc writes them.
local function sheet(element)
  for index, spec in ipairs(element.colspecs) do element.colspecs[index] = { spec[1], nil } end
  element.attr = pandoc.Attr()
  local plain = #element.head.rows == 1 and #element.bodies == 1 and #element.bodies[1].head == 0 and #element.foot.rows == 0
  local function cells(row)
    local written = {}
    for _, cell in ipairs(row.cells) do
      plain = plain and cell.row_span == 1 and cell.col_span == 1
      table.insert(written, '[' .. typst(cell.contents):gsub('%s+$', ''):gsub('^\\%-(%d)', '−%1') .. ']')
    end
    return '(' .. table.concat(written, ', ') .. ',)'
  end
  if not plain then return element end
  local rows, sides = {}, {}
  for _, row in ipairs(element.bodies[1].body) do table.insert(rows, cells(row)) end
  for _, spec in ipairs(element.colspecs) do
    local side = spec[1] == 'AlignRight' and 'right' or spec[1] == 'AlignCenter' and 'center' or 'left'
    table.insert(sides, side)
  end
  local head = cells(element.head.rows[1])
  if not plain then return element end
  local body = table.concat(rows, ',\n')
  local tall = body:find('#large%[') and 'true' or 'false'
  return pandoc.RawBlock('typst', SHEET .. '(' .. table.concat(sides, ', ') .. ',), ' .. head .. ', tall: ' .. tall .. ',\n' .. body .. ')')
end

-- A dash stays on the line of the word before it.
local function dashes(inlines)
  for index = 1, #inlines - 1 do
    local blank, dash = inlines[index], inlines[index + 1]
    if (blank.t == 'Space' or blank.t == 'SoftBreak') and dash.t == 'Str' and (dash.text == '—' or dash.text == '–') then
      inlines[index] = pandoc.Str('\u{a0}')
    end
  end
  return inlines
end

-- One piece, ready to be written. `headings` knows the anchors of all pieces.
local function prepared(doc, kinds, number, headings, pictures, told)
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
    if element.text:find('ᵀ') then
      local parts = element.text:gsub('\\', '\\\\'):gsub('"', '\\"'):gsub('ᵀ', '") + super[T] + text("')
      return raw('#(text("' .. parts .. '"))')
    end
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
  doc = doc:walk({ Table = sheet })
  local blocks = pandoc.List()
  for index, element in ipairs(doc.blocks) do
    if stays(doc.blocks, index, kinds) then
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
      return typst(prepared(doc, input.blocks[number].classes, number, headings, result.pictures, told))
    end)
    result.typst = text
    result.warnings:extend(warnings)
  end
  return pandoc.json.encode({ title = head, pieces = results })
end
