"""The words of targets."""

from market.language import Sentence

TARGETS = {
    "title": Sentence("Chỉ tiêu", en="Targets"),
    "say": Sentence(
        "Xem từng chỉ tiêu đã đạt bao nhiêu. Muốn đặt chỉ tiêu mới thì bấm “Đặt chỉ tiêu”.",
        en="Look how much of each target is reached. To set a new one, press “Set a target”.",
    ),
    "say_none": Sentence(
        "Nơi này chưa có chỉ tiêu nào. Bấm “Đặt chỉ tiêu” để đặt.",
        en="This place has no targets yet. Press “Set a target” to set one.",
    ),
    "reached": Sentence(
        "Đã đạt {reached} trên {amount} ({percent} %)", en="{reached} of {amount} reached ({percent} %)"
    ),
    "expected": Sentence(
        "Đúng tiến độ thì hôm nay phải đạt {expected}.", en="Going evenly, {expected} should stand today."
    ),
    "base": Sentence("Phần trăm là của {base} {base_of}.", en="The percentage was of {base} {base_of}."),
    "span": Sentence("Từ {start} đến {end}", en="From {start} to {end}"),
    "part_of": Sentence("Phần chia từ chỉ tiêu của nơi trên.", en="A part of a target that was set above."),
    "days": Sentence("Từng ngày", en="Day by day"),
    "helped": Sentence("Tổ đã giúp", en="Teams that helped"),
    "households": Sentence("{n} hộ", en="{n} households"),
    "parts": Sentence("Phần của từng nơi", en="The part of each place"),
    "place": Sentence("Nơi", en="Place"),
    "so_far": Sentence("Đã đạt", en="Reached"),
    "target": Sentence("Chỉ tiêu", en="Target"),
    "set": Sentence("Đặt chỉ tiêu", en="Set a target"),
    "removing": Sentence("Bỏ chỉ tiêu này", en="Take this target back"),
    "remove_hint": Sentence(
        "Chỉ tiêu và mọi phần đã chia sẽ mất. Số liệu vẫn còn.",
        en="The target and all its parts will be gone. The figures stay.",
    ),
    "remove": Sentence("Bỏ chỉ tiêu", en="Take it back"),
}
NEW = {
    "title": Sentence("Đặt chỉ tiêu", en="Set a target"),
    "say": Sentence(
        "Chọn một chỉ tiêu, gõ con số hoặc phần trăm, rồi bấm “Đặt”.",
        en="Choose what to aim at, type a number or a percentage, then press “Set”.",
    ),
    "measure": Sentence("Chỉ tiêu về", en="What to aim at"),
    "of": Sentence("{title} (phần trăm: của {base})", en="{title} (percentages: of {base})"),
    "amount": Sentence("Con số phải đạt", en="The number to reach"),
    "amount_hint": Sentence(
        "Hoặc để trống và gõ phần trăm bên dưới", en="Or leave it empty and type a percentage below"
    ),
    "percent": Sentence("Hoặc phần trăm (0 đến 100)", en="Or a percentage (0 to 100)"),
    "start": Sentence("Từ ngày", en="From"),
    "to": Sentence("Đến hết ngày", en="To the end of"),
    "divided": Sentence(
        "Chỉ tiêu được chia ngay cho từng xã, thôn theo số hộ. Chỉ tiêu cũ cùng loại được thay.",
        en="It is divided at once over communes and villages by households. An older one of the same kind gives way.",
    ),
    "set": Sentence("Đặt", en="Set"),
    "back": Sentence("Về các chỉ tiêu", en="To the targets"),
}
DONE = {
    "set": Sentence("Đã đặt chỉ tiêu và chia cho từng nơi.", en="The target is set, and divided over the places."),
    "removed": Sentence("Đã bỏ chỉ tiêu.", en="The target is taken back."),
}
