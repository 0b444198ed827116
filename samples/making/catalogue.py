"""Rows of the long tables, computed so that every line, subtotal and total adds up."""

from __future__ import annotations

from collections.abc import Callable, Iterator

Row = tuple[str, ...]

# name, size (equipment at a site is in proportion), region
SITES = (
    ("总部数据中心", 10, "华东"),
    ("江北灾备中心", 8, "华东"),
    ("滨海港区机房", 5, "华东"),
    ("云岭物流园机房", 4, "西南"),
    ("青石分公司机房", 3, "华中"),
    ("白沙分公司机房", 3, "华中"),
    ("长桥分公司机房", 3, "华南"),
    ("松林分公司机房", 2, "东北"),
    ("金塘分公司机房", 2, "华东"),
    ("石湖分公司机房", 2, "华东"),
    ("南屏分公司机房", 2, "华南"),
    ("临江仓储中心", 1, "华中"),
    ("东岙仓储中心", 1, "华东"),
    ("北坡仓储中心", 1, "东北"),
)

# code, name, model, yearly fee in yuan, sites of at least this size have it, divisor of the site's size
EQUIPMENT = (
    ("SVR", "机架式服务器", "双路 2U，256GB 内存", 1800, 1, 1),
    ("SVH", "高密度计算节点", "四节点 2U", 3600, 4, 2),
    ("STO", "集中存储阵列", "双控，可用容量 200TB", 26000, 3, 5),
    ("NAS", "文件存储", "可用容量 80TB", 9500, 2, 4),
    ("BKP", "备份一体机", "去重容量 100TB", 15800, 3, 5),
    ("CSW", "核心交换机", "框式，8 业务槽", 18500, 3, 4),
    ("ASW", "接入交换机", "48 口千兆", 650, 1, 1),
    ("RTR", "边界路由器", "双主控", 7200, 1, 5),
    ("FWL", "下一代防火墙", "吞吐 20Gbps", 11200, 1, 5),
    ("LBS", "负载均衡设备", "四层吞吐 40Gbps", 14600, 5, 5),
    ("WAF", "应用防护网关", "HTTP 吞吐 5Gbps", 12800, 5, 5),
    ("BST", "运维审计网关", "500 授权", 6800, 3, 5),
    ("UPS", "不间断电源", "三相 120kVA", 8900, 1, 4),
    ("BAT", "蓄电池组", "12V 100Ah，每组 32 节", 2400, 1, 2),
    ("ACU", "机房精密空调", "显冷量 60kW", 7600, 1, 3),
    ("DCM", "动环监控系统", "含采集器及告警平台", 5200, 1, 10),
    ("FIR", "气体灭火系统", "七氟丙烷，单区", 4300, 1, 5),
    ("CAM", "视频监控设备", "网络摄像机及录像机", 320, 1, 1),
)

CHECKS = {
    "计算设备": (
        ("电源与风扇", "指示灯正常，无告警日志", "每月"),
        ("处理器与内存利用率", "月均不超过 70%，峰值不超过 90%", "每日"),
        ("磁盘及阵列卡状态", "无离线、无预警，热备盘在位", "每日"),
        ("固件与微码版本", "不低于甲方基线版本", "每季度"),
        ("系统日志", "无未处理的严重及以上级别事件", "每日"),
        ("时间同步", "与授时服务器偏差不超过 100 毫秒", "每周"),
    ),
    "存储与备份设备": (
        ("控制器状态", "双控在线，缓存电池有效", "每日"),
        ("容量使用率", "不超过 80%，超过时五日内提交扩容建议", "每周"),
        ("读写时延", "平均不超过 5 毫秒", "每周"),
        ("备份任务", "成功率不低于 99%，失败任务于次日补备", "每日"),
        ("恢复演练", "抽取不少于三个业务系统，恢复数据校验一致", "每季度"),
        ("复制链路", "主备复制延迟不超过 15 分钟", "每日"),
    ),
    "网络设备": (
        ("端口状态与错包率", "错包率不超过万分之一", "每日"),
        ("主备切换", "切换时间不超过 3 秒，业务无中断", "每半年"),
        ("路由邻居", "邻居状态稳定，无震荡", "每日"),
        ("配置备份", "配置变更后 24 小时内完成备份", "每周"),
        ("链路利用率", "出口链路峰值不超过 75%", "每日"),
        ("设备温度", "不超过设备标称上限的 85%", "每周"),
    ),
    "安全设备": (
        ("特征库版本", "不晚于发布后 48 小时更新", "每周"),
        ("策略复核", "无过期策略、无全通策略", "每季度"),
        ("告警处置", "高危告警 30 分钟内研判", "每日"),
        ("授权有效期", "到期前 90 日提醒甲方", "每月"),
        ("审计日志留存", "不少于 180 日，可检索", "每月"),
        ("双机状态", "会话同步正常", "每日"),
    ),
    "供配电设备": (
        ("输入输出电压", "偏差不超过额定值的 ±5%", "每日"),
        ("蓄电池内阻", "与基准值偏差不超过 30%", "每季度"),
        ("放电试验", "满足设计后备时间的 80% 以上", "每年"),
        ("负载率", "单机不超过 80%，并机不超过 40%", "每周"),
        ("接线端子温度", "红外测温不超过 60℃", "每季度"),
        ("接地电阻", "不大于 1Ω", "每年"),
    ),
    "环境与消防设备": (
        ("送回风温度", "冷通道 18℃至 27℃", "每日"),
        ("相对湿度", "40% 至 60%", "每日"),
        ("滤网与加湿罐", "无堵塞、无结垢，按期更换", "每月"),
        ("漏水检测", "绳式传感器动作准确", "每季度"),
        ("灭火剂压力", "处于绿区", "每月"),
        ("联动试验", "烟温感动作、声光报警及排烟联动正常", "每年"),
    ),
}

INCIDENTS = (
    (
        "核心业务系统支撑",
        ("订单、结算或者仓储系统整体不可用", "单个核心模块不可用", "性能明显下降但可操作", "界面或者报表问题"),
    ),
    ("数据库服务", ("主库宕机或者数据损坏", "主备复制中断", "慢查询导致超时", "账号及权限申请")),
    ("网络服务", ("总部或者灾备中心对外中断", "单个站点网络中断", "单条链路丢包超过 1%", "端口开通及变更")),
    ("信息安全服务", ("发生数据泄露或者勒索事件", "发现正在进行的攻击", "发现高危漏洞", "一般安全咨询")),
    ("基础环境服务", ("市电与备用电源同时失效", "单路供电或者单台空调失效", "温湿度越限", "门禁及视频问题")),
    ("备份与恢复服务", ("需要紧急恢复生产数据", "连续两次备份失败", "单次备份失败", "备份策略调整申请")),
    ("终端与桌面服务", ("超过一百名用户无法办公", "超过二十名用户受影响", "单个用户无法办公", "软件安装及咨询")),
)
LEVELS = (
    ("一级", "10 分钟", "30 分钟", "2 小时", "每超 30 分钟扣 2,000 元"),
    ("二级", "20 分钟", "1 小时", "4 小时", "每超 1 小时扣 1,000 元"),
    ("三级", "1 小时", "4 小时", "1 个工作日", "每超 1 个工作日扣 300 元"),
    ("四级", "4 小时", "1 个工作日", "5 个工作日", "不扣款"),
)

ROLES = (
    ("项目总监", 4200),
    ("架构师", 3800),
    ("数据库工程师", 3000),
    ("网络工程师", 2600),
    ("信息安全工程师", 3100),
    ("存储与备份工程师", 2800),
    ("应用运维工程师", 2400),
    ("开发工程师", 2700),
    ("测试工程师", 2100),
    ("机电工程师", 1900),
    ("服务台专员", 1200),
    ("文档与质量专员", 1300),
)
GRADES = (("初级", 70), ("中级", 100), ("高级", 130), ("专家", 165))

SPARES = (
    ("固态硬盘", ("960GB", "1.92TB", "3.84TB", "7.68TB"), 1350, "块"),
    ("机械硬盘", ("4TB", "8TB", "12TB", "16TB"), 780, "块"),
    ("服务器内存", ("32GB", "64GB", "128GB"), 1100, "条"),
    ("服务器电源模块", ("800W", "1200W", "1600W"), 950, "只"),
    ("光模块", ("千兆单模", "万兆多模", "万兆单模", "25G 多模", "100G 单模"), 260, "只"),
    ("光纤跳线", ("3 米", "5 米", "10 米", "20 米"), 18, "根"),
    ("六类网线", ("2 米", "5 米", "10 米"), 9, "根"),
    ("阵列卡电池", ("一型", "二型"), 620, "块"),
    ("交换机风扇框", ("盒式", "框式"), 880, "只"),
    ("防火墙接口卡", ("4 口万兆", "8 口千兆"), 4600, "块"),
    ("蓄电池", ("12V 65Ah", "12V 100Ah", "12V 150Ah"), 720, "节"),
    ("功率模块", ("20kVA", "30kVA", "50kVA"), 9800, "只"),
    ("空调压缩机", ("20kW", "30kW"), 13500, "台"),
    ("空调加湿罐", ("8kg/h", "15kg/h"), 890, "只"),
    ("空调滤网", ("G4 小号", "G4 大号"), 65, "片"),
    ("温湿度传感器", ("壁挂式", "机柜式"), 240, "只"),
    ("漏水检测绳", ("5 米", "10 米", "15 米"), 310, "根"),
    ("灭火剂药剂", ("70L 瓶组", "120L 瓶组"), 8200, "瓶"),
)


def rows(name: str) -> tuple[Row, ...]:
    return tuple(_TABLES[name]())


def _yuan(amount: int) -> str:
    return f"{amount:,}.00"


def _site_rows(site: tuple[str, int, str], index: int) -> Iterator[tuple[Row, int]]:
    name, size, _ = site
    for code, equipment, model, fee, least, divisor in EQUIPMENT:
        if size >= least:
            quantity = max(size * (4 if divisor == 1 else 2) // divisor, 1)
            tag = f"{code}-{index:02d}"
            yield (name, tag, equipment, model, str(quantity), _yuan(fee), _yuan(fee * quantity)), fee * quantity


def site_fee(index: int) -> int:
    """Yearly fee of a site, in yuan; `index` counts from 0."""
    return sum(fee for _, fee in _site_rows(SITES[index], index + 1))


def _equipment() -> Iterator[Row]:
    yield "序号", "站点", "设备编号", "设备名称", "规格型号", "数量", "年单价（元）", "年维护费（元）"
    number = 0
    for index, site in enumerate(SITES):
        for row, _ in _site_rows(site, index + 1):
            number += 1
            yield (str(number), *row)
        yield ("小计", site[0], "<", "<", "<", "<", "<", _yuan(site_fee(index)))
    yield ("合计", "<", "<", "<", "<", "<", "<", _yuan(sum(map(site_fee, range(len(SITES))))))


def _site_fees() -> Iterator[Row]:
    yield "序号", "站点", "区域", "年维护费（元）", "季度应付（元）", "三年合计（元）"
    total = 0
    for index, (name, _, region) in enumerate(SITES):
        fee = site_fee(index)
        total += fee
        yield str(index + 1), name, region, _yuan(fee), f"{fee / 4:,.2f}", _yuan(3 * fee)
    yield "合计", "<", "<", _yuan(total), f"{total / 4:,.2f}", _yuan(3 * total)


def _checks() -> Iterator[Row]:
    yield "类别", "检查项目", "合格标准", "频次"
    for kind, checks in CHECKS.items():
        for index, check in enumerate(checks):
            yield ("^" if index else kind, *check)


def _levels() -> Iterator[Row]:
    yield "服务类别", "级别", "典型情形", "响应", "到场或者接入", "恢复", "未达标扣款"
    for kind, cases in INCIDENTS:
        for index, (case, level) in enumerate(zip(cases, LEVELS, strict=True)):
            yield ("^" if index else kind, level[0], case, *level[1:])


def _rates() -> Iterator[Row]:
    yield "岗位", "级别", "方式", "工作日（元/人日）", "节假日（元/人日）", "备注"
    for role, price in ROLES:
        for grade, percent in GRADES:
            day = price * percent // 1000 * 10
            yield role, grade, "现场", _yuan(day), _yuan(day * 2), "含市内交通"
            yield role, grade, "远程", _yuan(day * 8 // 10), _yuan(day * 16 // 10), "经堡垒机接入"


def _spares() -> Iterator[Row]:
    yield "序号", "名称", "规格", "单位", "单价（元，含税）", "最低库存", "供货期"
    number = 0
    for name, sizes, price, unit in SPARES:
        for step, size in enumerate(sizes):
            number += 1
            stock = "4" if price < 1000 else "1"
            delay = "24 小时" if price < 5000 else "5 个工作日"
            yield str(number), name, size, unit, _yuan(price * (10 + 7 * step) // 10), stock, delay


def _calendar() -> Iterator[Row]:
    yield "站点", "月份", "巡检日", "专项内容", "到场人数"
    special = ("供配电测温", "网络主备切换", "蓄电池内阻", "空调清洗", "消防联动", "恢复演练")
    for index, (name, size, _) in enumerate(SITES):
        months = range(1, 13) if size >= 3 else range(1 + index % 3, 13, 3)
        for turn, month in enumerate(months):
            day = f"第 {1 + (index + month) % 4} 周周{'一二三四五'[(index * 2 + month) % 5]}"
            yield "^" if turn else name, f"{month} 月", day, special[(index + month) % 6], str(2 + (size >= 5))


_TABLES: dict[str, Callable[[], Iterator[Row]]] = {
    "equipment": _equipment,
    "site-fees": _site_fees,
    "checks": _checks,
    "levels": _levels,
    "rates": _rates,
    "spares": _spares,
    "calendar": _calendar,
}
