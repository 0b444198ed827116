"""Small contracts, written for tests."""

from __future__ import annotations

from hashlib import sha256

from pipeline.document.builder import DocumentBuilder
from pipeline.document.model import Document, TextPlace
from pipeline.extract.job import Job
from pipeline.outline.tree import build
from pipeline.schema.library import load_library

LEASE = """房屋租赁合同
出租人（甲方）：青岚置业有限公司
承租人（乙方）：南岸书店有限公司
第一条 租赁物
甲方将位于临江市滨河路18号的房屋出租给乙方使用。
第二条 租赁期限
租赁期限自2026年4月1日起至2029年3月31日止。
第三条 租金及支付
月租金为人民币壹万贰仟元整（￥12,000.00），乙方应于每月5日前支付。
第四条 保密
双方对本合同内容负有保密义务。
第五条 违约责任
乙方逾期支付租金的，每逾期一日，应按应付金额的万分之五支付违约金。
第六条 争议解决
因本合同发生的争议，提交甲方所在地人民法院诉讼解决。
第七条 法律适用
本合同适用中华人民共和国法律。"""


def document(text: str, name: str = "contract.txt") -> Document:
    builder = DocumentBuilder(name, sha256(text.encode()).hexdigest(), "text")
    for number, line in enumerate(text.split("\n")):
        builder.open_block()
        builder.add(line, TextPlace(number))
        builder.close_block("paragraph")
    return builder.finish()


def job(text: str = LEASE) -> Job:
    read = document(text)
    return Job(read, build(read), load_library())
