"""Help in Chinese.

Help is written in English where a command or an option is declared. When it is laid out, the
Chinese is looked up here by the English text; a test makes sure that none is missing.
"""

HELP = {
    "Which customs measures for certified enterprises (AEO) apply, by when, and how.": (
        "本企业可适用哪些海关 AEO 企业便利措施，办理期限到哪一天，如何办理。"
    ),
    "Show which measures apply, by when, and what is unclear.": (
        "核对可适用哪些措施、期限到哪一天、哪些尚不清楚。"
    ),
    "The profile, TOML or JSON; - for standard input; without one you are asked.": (
        "企业情况文件，TOML 或 JSON；- 为标准输入；不给出文件则逐项提问。"
    ),
    "Answer questions and save a profile, or write one to fill in.": (
        "逐项回答并存为企业情况文件，或生成待填写的文件。"
    ),
    "Give the next question, for scripts and forms.": "给出下一个问题，供脚本和网页表单使用。",
    "First ask what is still open in the profile.": "先询问文件中尚不清楚的事项。",
    "Ask line by line, as for a screen reader; no arrow keys.": (
        "逐行提问，不用方向键，适合读屏软件。"
    ),
    "Show what would change, if something were otherwise.": "假设某些情况不同，看结论会怎样变化。",
    "A second profile, laid over the first: its facts replace those of the first.": (
        "叠加在第一份之上的企业情况文件：以它所写的为准。"
    ),
    "A change that the catalogue names, as aeo or loss. Repeatable.": (
        "目录中预设的变化，如 aeo、loss。可重复。"
    ),
    "A fact has another value. Repeatable.": "某个字段改为另一个值。可重复。",
    "A fact is not known. Repeatable.": "某个字段改为未知。可重复。",
    "Business of a kind comes up. Repeatable.": "新增一项指定种类的待办业务。可重复。",
    "Compare two reports or profiles: what changed, and why.": (
        "比较两份报告或企业情况，看哪些结论变了，为什么。"
    ),
    "A profile, or a report that was saved as JSON; - for standard input.": (
        "企业情况文件，或存为 JSON 的报告；- 为标准输入。"
    ),
    "Exit 1 if any answer changed, or a report was altered.": (
        "有结论变化或报告被改动时，退出码为 1。"
    ),
    "The new profile; .json gives JSON.": "要生成的企业情况文件；.json 即 JSON。",
    "Ask nothing: write an empty profile to fill in.": "不提问，生成待填写的空白文件。",
    "Show one measure, its conditions, and how they come out.": (
        "说明一条措施的内容和条件，以及逐行的判断结果。"
    ),
    "List the measures, or those that mention some words.": ("列出全部措施，或按关键词检索。"),
    "Print the JSON Schema of a document.": ("输出一种文档的 JSON Schema。"),
    "Prove a catalogue sound, and its cases watchful.": (
        "检验措施目录是否可靠，案例能否发现错误。"
    ),
    "Check all that must hold of a catalogue; show what each provision needs.": (
        "逐项检查措施目录，并给出各条款的最小企业情况。"
    ),
    "Change one thing at a time, and see whether the cases notice.": (
        "每次改动目录中的一处，看案例能否发现。"
    ),
    "A catalogue, if not the tool's own.": "要检验的措施目录（默认为自带目录）。",
    "Its cases, if not in x.cases beside x.toml.": ("案例所在目录（默认为 x.toml 旁的 x.cases）。"),
    "Give only the smallest profile to which this provision applies.": (
        "只输出适用该条款的最小企业情况。"
    ),
    "Answer for many enterprises at once: every verdict, every deadline.": (
        "一次核对多家企业：全部结论、全部期限。"
    ),
    "Profiles as JSON Lines, or a folder of two tables; - for standard input.": (
        "JSON Lines 文件（每行一家企业），或含两个表的目录；- 为标准输入。"
    ),
    "The table of enterprises, CSV or Parquet: a file, a folder, a pattern.": (
        "企业表，CSV 或 Parquet：文件、目录或通配符。"
    ),
    "The table of their pending business, likewise; ref says whose it is.": (
        "待办业务表，写法相同；以 ref 与企业对应。"
    ),
    "Write verdicts to OUT, deadlines and rejects beside it: .parquet, .csv, .jsonl.": (
        "把结论写入 OUT，期限和未接受的行写在旁边：.parquet、.csv、.jsonl。"
    ),
    "Write a row for each enterprise and provision, with route and force.": (
        "每家企业的每个条款各占一行，并列出办理方式和确定程度。"
    ),
    "With --long, only these verdicts. Repeatable.": "与 --long 同用，只写这些结论；可重复。",
    "Show how many enterprises each measure reaches, as bars.": (
        "以条形显示每条措施适用于多少家企业。"
    ),
    "Show the whole report of one enterprise instead.": "改为显示其中一家企业的完整报告。",
    "The engine that answers.": "核对所用的引擎。",
    "Exit 1 if a row is refused.": "有未接受的行时，退出码为 1。",
    "Show the version.": "显示版本。",
    "The profile, TOML or JSON; - for standard input.": (
        "企业情况文件，TOML 或 JSON；- 为标准输入。"
    ),
    "A measure, 25, or one provision of it, 25b.": "措施编号（25）或条款编号（25b）。",
    "What to look for, in Chinese or English: all of these words.": (
        "要找的词，中英文均可；多个词须全部出现。"
    ),
    "Give JSON, for scripts; short for --format json.": "输出 JSON，供脚本使用；同 --format json。",
    "How the report is given out.": "报告的格式。",
    "Write to FILE, whole or not at all; its suffix tells the format.": (
        "写入文件，要么完整写入，要么不写；由扩展名决定格式。"
    ),
    "For a person or for a script.": "供人阅读，或供脚本使用。",
    "Show the deadlines alone, as bars, day n of N.": (
        "只列出期限，以条形显示第几个工作日、共几个。"
    ),
    "The encoding of a CSV file (default: utf-8).": "CSV 文件的编码（默认为 utf-8）。",
    "Give a saved report in another format, just as aeo check would.": (
        "把已保存的报告转为另一种格式，与 check 直接输出的相同。"
    ),
    "A report that was saved as JSON; - for standard input.": (
        "以 JSON 保存的报告；- 为标准输入。"
    ),
    "The language, if not the locale's.": "语言（默认随系统区域设置）。",
    "The day of assessment (default: today in Shanghai).": "核对日期（默认为上海的今天）。",
    "Another catalogue of measures than the tool's own.": "使用自带目录以外的措施目录。",
    "Exit 1 unless this applies: 25, or 25b. Repeatable.": (
        "要求某条措施（25）或某个条款（25b）适用，否则退出码为 1；可重复。"
    ),
    "Exit 1 if any provision is undetermined.": "有待定的条款时，退出码为 1。",
    "Never ask anything.": "不提任何问题。",
    "Use colour.": "是否使用颜色。",
    "No notes on standard error.": "不向标准错误写附加说明。",
    (
        "One of: profile, report, difference, question, measures, screening, catalogue, cases, "
        "verification, mutation."
    ): (
        "以下之一：profile、report、difference、question、measures、screening、catalogue、cases、"
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
"""The parts of what Typer adds to the help of an option, such as its default."""
