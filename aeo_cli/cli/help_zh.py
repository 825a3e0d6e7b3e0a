"""Help in Chinese.

Help is written in English where a command or an option is declared. When it is laid out, the
Chinese is looked up here by the English text; a test makes sure that none is missing.
"""

HELP = {
    "Find out which customs measures for AEO enterprises apply, by when, and how.": (
        "核对企业可适用的海关 AEO 便利措施、办理期限和办理方式。"
    ),
    "Show which measures apply, by when, and what is unclear.": (
        "核对可适用的措施、办理期限和待确认事项。"
    ),
    "The profile: TOML, JSON or a workbook; - for standard input; without one, aeo asks you.": (
        "企业情况文件：TOML、JSON 或工作簿；- 表示标准输入；不指定文件则逐项提问。"
    ),
    "Answer questions and save a profile, or write one to fill in.": (
        "逐项回答并存为企业情况文件，或生成待填写的文件。"
    ),
    "Give the next question, for scripts and forms.": "输出下一个问题，供脚本和网页表单使用。",
    "First ask what is still open in the profile.": "先询问文件中尚待确认的事项。",
    "Ask line by line, without arrow keys; for screen readers.": (
        "逐行提问，不用方向键，适合读屏软件。"
    ),
    "Compare results under different assumptions.": "改变假设条件，比较结论有何不同。",
    "A second profile, whose facts override those of the first.": (
        "第二份企业情况文件；其中填写的内容优先于第一份。"
    ),
    "Apply a preset of the catalogue, such as aeo or loss. Repeatable.": (
        "采用措施目录预设的变化，如 aeo、loss；可重复使用。"
    ),
    "Set a fact to a value. Repeatable.": "将某个字段改为指定的值；可重复使用。",
    "Treat a fact as unknown. Repeatable.": "将某个字段视为未知；可重复使用。",
    "Add a pending item of this kind. Repeatable.": "新增一项指定种类的待办业务；可重复使用。",
    "Compare two reports or profiles: what changed, and why.": (
        "比较两份报告或企业情况文件：哪些结论变了，原因是什么。"
    ),
    "A profile, or a report saved as JSON; - for standard input.": (
        "企业情况文件，或以 JSON 保存的报告；- 表示标准输入。"
    ),
    "Exit 1 if an answer changed or a report was altered.": (
        "有结论变化或报告被改动时，退出码为 1。"
    ),
    "The new profile; .json gives JSON, and .xlsx a workbook.": (
        "要生成的企业情况文件；扩展名为 .json 则写成 JSON，为 .xlsx 则写成工作簿。"
    ),
    "Ask nothing: write an empty profile to fill in.": "不提问，生成待填写的空白文件。",
    "Show a measure, its conditions, and why it applies or not.": (
        "说明一条措施的内容、条件和判断依据。"
    ),
    "List or search the measures.": "列出或检索措施。",
    "Print the JSON Schema of a document.": "输出某类文档的 JSON Schema。",
    "Verify a catalogue and test its cases.": "检验措施目录，并测试其案例。",
    "Check that a catalogue is sound, and show the smallest profiles of each provision.": (
        "检验措施目录是否可靠，并列出各条款的最简企业情况。"
    ),
    "Change one thing at a time, and test whether the cases catch it.": (
        "逐处改动措施目录，测试案例能否发现。"
    ),
    "The catalogue (default: the built-in one).": "措施目录（默认为自带目录）。",
    "The folder of its cases (default: x.cases beside x.toml).": (
        "案例所在文件夹（默认为 x.toml 旁的 x.cases）。"
    ),
    "Print only the smallest profile to which this provision applies.": (
        "只输出适用该条款的最简企业情况。"
    ),
    "Screen a portfolio of enterprises: every verdict, every deadline.": (
        "批量核对多家企业的全部结论和期限。"
    ),
    "A profile, JSON Lines, a table of enterprises, or a folder of profiles or tables; "
    "- for standard input.": (
        "企业情况文件、JSON Lines（每行一家企业）、企业表，或存放企业情况文件或两个表的文件夹；"
        "- 表示标准输入。"
    ),
    "Read a column by another name, or a TOML file of such names. Repeatable.": (
        "指明表头对应的列，或指定一个列有对应关系的 TOML 文件；可重复使用。"
    ),
    "Leave out columns that are no facts.": "忽略表中与核对无关的列。",
    "Copy these columns of enterprises into verdicts and deadlines: name,sales_rep.": (
        "将企业表的这些列带入结论和期限，如 name,sales_rep。"
    ),
    "Write empty tables to fill in, enterprises.csv and business.csv.": (
        "生成待填写的空表 enterprises.csv 和 business.csv。"
    ),
    "The table of enterprises, CSV or Parquet: a file, a folder or a pattern.": (
        "企业表，CSV 或 Parquet：文件、文件夹或通配符。"
    ),
    "The table of pending items, in the same formats; linked by ref.": (
        "待办业务表，写法同上；以 ref 与企业对应。"
    ),
    "Write verdicts to OUT, deadlines and rejects beside it: .parquet, .csv, .jsonl; "
    "one workbook: .xlsx; - for standard output.": (
        "将结论写入 OUT，期限和未接受的行写入同一文件夹：.parquet、.csv、.jsonl；"
        "写成一个工作簿：.xlsx；- 表示标准输出。"
    ),
    "Write one row per enterprise and provision, with route and force.": (
        "每家企业的每个条款各写一行，并注明办理方式和确定程度。"
    ),
    "With --long, write only these verdicts. Repeatable.": (
        "与 --long 同用，只写指定的结论；可重复使用。"
    ),
    "Show how many enterprises each measure applies to, as bars.": (
        "以条形图显示每条措施适用于多少家企业。"
    ),
    "Show the report of one enterprise instead.": "改为显示其中一家企业的报告。",
    "The screening engine.": "批量核对所用的引擎。",
    "Exit 0 although so many rows are rejected; without it, 1 if one is.": (
        "允许这么多行未被接受，退出码仍为 0；不指定时，有一行未被接受即为 1。"
    ),
    "Show the version.": "显示版本。",
    "The profile: TOML, JSON or a workbook; - for standard input.": (
        "企业情况文件：TOML、JSON 或工作簿；- 表示标准输入。"
    ),
    "A measure (25) or one of its provisions (25b).": "措施编号（25）或条款编号（25b）。",
    "Words to search for, in Chinese or English; all must match.": (
        "检索词，中英文均可；有多个词的，须同时符合。"
    ),
    "Write JSON, for scripts; short for --format json.": (
        "输出 JSON，供脚本使用；等同于 --format json。"
    ),
    "The format of the report.": "报告的格式。",
    "Write to FILE atomically; format inferred from the extension.": (
        "写入文件，格式由扩展名决定；写入失败时原文件不变。"
    ),
    "Output for a person or for a script.": "供人阅读，或供脚本使用。",
    "Show the full report, not only the brief one.": "显示完整报告，不只是简要报告。",
    "Show a report that is too long for the terminal through $PAGER.": (
        "报告超出屏幕时，用 $PAGER 分页显示。"
    ),
    "Show only the deadlines, as bars: day n of N.": (
        "只列出期限，以条形图显示第几个工作日、共几个。"
    ),
    "Show only what is due within N working days: what to do by when.": (
        "只列出 N 个工作日内到期的事项：最迟何日办什么。"
    ),
    "Show only the questions for customs, as a sheet to fill in.": (
        "只列出须问海关的问题，附填写答复的位置。"
    ),
    "The encoding of a CSV file (default: utf-8).": "CSV 文件的编码（默认为 utf-8）。",
    "Convert a saved report to another format.": "将已保存的报告转换为其他格式。",
    "A report saved as JSON; - for standard input.": "以 JSON 保存的报告；- 表示标准输入。",
    "Output language (default: locale).": "输出语言（默认随系统区域设置）。",
    "The day of assessment (default: today in Shanghai).": "核对日期（默认为当日，北京时间）。",
    "The catalogue of measures (default: the built-in one).": "措施目录（默认为自带目录）。",
    "Exit 1 unless this applies: 25, or 25b. Repeatable.": (
        "要求某条措施（25）或某个条款（25b）适用，否则退出码为 1；可重复使用。"
    ),
    "Exit 1 if any provision is undetermined.": "有待定的条款时，退出码为 1。",
    "Never ask questions.": "不提问。",
    "When to use colour.": "何时使用颜色。",
    "Write no notes to standard error.": "不向标准错误输出提示信息。",
    (
        "One of: profile, report, difference, question, measures, screening, worklist, "
        "catalogue, cases, verification, mutation."
    ): (
        "以下之一：profile、report、difference、question、measures、screening、worklist、catalogue、cases、"
        "verification、mutation。"
    ),
    "Install completion for the current shell.": "为当前 Shell 安装命令补全。",
    (
        "Show completion for the current shell, to copy it or customize the installation."
    ): "显示当前 Shell 的补全脚本，以便复制或自行安装。",
    "Show this message and exit.": "显示本帮助。",
    "Usage: ": "用法：",
    "[OPTIONS]": "[选项]",
    "COMMAND": "命令",
    "Answers": "核对",
    "The catalogue": "措施目录",
    "Arguments": "参数",
    "Options": "选项",
    "Examples": "示例",
}
EXTRAS = {" [": "（", "]": "）", "env var: ": "环境变量 ", "default: ": "默认 ", "; ": "；"}
"""What Typer adds to the help of an option, such as its default, in parts."""
