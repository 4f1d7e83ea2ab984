"""Five hundred comments of our own making, three in five honest, for the scorer's trial.

Sentences are put together from parts by a seeded dice, so that no two are the same and the same
five hundred come every time. The honest ones talk about medicines, prices, links and doctors as
readers do; the spam is of ten trades, some of which no rule knows.
"""

from __future__ import annotations

import random
from collections.abc import Iterator

SEED, MANY, SPAM_SHARE = 20260212, 500, 0.4

WHO = """I run a stroke unit in a small town|As a pharmacist I see this every week|My mother took
part in a trial like this|I am a nurse on a surgical ward|I teach statistics to medical students|
My son has had diabetes since he was four|As a general practitioner I am not convinced|
I was a patient in one of these hospitals|I work in cancer registration|As somebody who reviews
for journals|My husband was treated with this last winter|Speaking as an epidemiologist|
I have lived with migraine for thirty years|As a hospital chaplain I meet these families|
We tried the same thing in our clinic"""
TOPICS = {
    "stroke": """the window for thrombolysis is what matters, not the name of the drug|tenecteplase
was given in the ambulance and the scan came later|two hours made all the difference to how he
walks today|the trial left out people over eighty, who are most of my patients|the modified Rankin
scale hides a lot of what families notice|aspirin within two days remains the plain advice|the
confidence interval still crosses one, so I would wait|rural patients live ninety minutes from the
nearest scanner|rehabilitation is where the money should go|the control group did better than in
any earlier trial|no difference in bleeding is the more important result here""",
    "weight": """semaglutide is short everywhere and people who need it for diabetes go without|
the price of Wegovy is more than my rent|patients tell me they buy pills online without seeing a
doctor and that frightens me|weight came back within a year once the tablets stopped|nausea was
worse than the paper suggests|the placebo group lost weight too and nobody asks why|losing 12 kg
changed my knees more than my sugar|tirzepatide was compared with the lower dose only|long term
safety after five years is simply not known|appetite is not a matter of will and I am glad that
is said|our insurance stopped paying for Ozempic in January""",
    "pain": """opioid prescriptions fell here but deaths did not|tramadol is not the harmless drug
it was sold to us as|after my operation I was sent home with thirty oxycodone and took four|the
pharmacy records miss everybody who pays cash|sildenafil was first tried for angina, which few
remember|cannabis did nothing for my neuropathy, physiotherapy did|withdrawal took me five months
and the leaflet says two weeks|morphine for the dying should never be short|a placebo response of
forty percent should make all of us humble|the guideline was rewritten after two retractions|
ketamine clinics open at every corner with no follow-up""",
    "method": """the registration says 12 months and the paper reports 6|the primary outcome was
changed after the first patients were in|without the protocol nobody can check this|a preprint of
the same data had other numbers in table 2|relative risk without the absolute one tells me nothing|
thank you for citing the right issue and page, which few papers do|the funding statement is in
the supplement and deserves a line here|one site recruited half of all patients, which is odd|
subgroups of thirty people prove nothing|peer review does not catch invented data|please correct
the date of the trial in the third paragraph""",
}
TURNS = """I would like to know how they handled the dropouts|Does anybody know whether the data
are public|That is not what the headline says|I may be wrong about the numbers|It would be good to
hear from the authors|For us it was the other way round|Many thanks for explaining it so plainly|
This is the first report I have read that says so|I hope somebody repeats it in women|Perhaps the
desk can ask the company|The editorial beside it says the opposite|Still, I am glad it was tried|
We lost him in April, so this is not an exercise for us|Good article|Very informative, thank you"""
SOURCES = """https://doi.org/10.5555/{n}|https://pubmed.ncbi.nlm.nih.gov/{n}/|
https://clinicaltrials.gov/study/NCT{n}|https://www.who.int/news/item/{n}|
https://www.thetimes.example/health/{n}|https://hospital-north.example/audit-{n}.pdf"""

SPAM = {
    "pharmacy": """Buy {drug} online, {offer}, {offer2}. {link}|{drug} {offer} at our pharmacy,
{offer2}, write to {mail}|Cheap {drug} and other meds {offer}. Order here {link}""",
    "money": """I earn {sum} dollars a week from home with this simple trick, see {link}|Thanks to
my broker I made {sum} in crypto investment, message her on WhatsApp +{phone}|Are you tired of your
job? Financial freedom with forex signals, join {link}|Need money? Instant loan of {sum} at two
percent, contact {mail}""",
    "healer": """I was sick for {n} years until {doctor} cured me with herbal medicine. Contact him
on {mail}|{doctor} is a great doctor who healed my {illness} with natural herbs, whatsapp him on
+{phone}|My husband left me and a powerful spell by {doctor} brought him back in {n} days, email
him at {mail}""",
    "links": """Great article!! I wrote more about it here {link}|Nice post, thanks for sharing,
visit my blog {link} and {link}|Very informative. Check out my website {link} {link}""",
    "seo": """We rank your site on the first page of google, quality backlinks from {sum} sites,
{link}|Guest post on {n} health blogs, prices on request: {mail}|Increase your traffic with our
SEO services {link}""",
    "casino": """Best online casino with {n} free spins and bonus {link}|{n} betting tips a day, the
best odds, join on telegram {short}|Jackpot of {sum} waiting for you, sign up here {short}""",
    "clinic": """Our clinic restored sight to {sum} patients with its own protocol, book at {link}|
Stem cell therapy for {illness} in {n} days, see our offer {link}|Lose {n} kg in a month with our
tea, results guaranteed, {link}""",
    "essay": """Students, we write your essay or thesis on {illness} within {n} hours {link}|
Assignment help by {n} experts, plagiarism free, ask for a quote at {mail}""",
    "plain": """Ladies looking for a nice man near you are waiting for your message tonight, number
{n}, sweet and discreet|My friend {doctor} changed my destiny and now everything I touch brings
fortune, you too can be chosen, number {n}|Followers and likes for every account, delivered within
{n} minutes, satisfaction promised""",
    "support": """Printer or antivirus trouble? Call the toll free customer support number
+{phone}|For help with your account call our helpline number +{phone}, open {n} hours""",
}
PARTS = {
    "drug": "Viagra|Cialis|Xanax|Tramadol|Ozempic|Modafinil|Valium",
    "offer": "no prescription|best price|free shipping|lowest prices|overnight delivery",
    "offer2": "discreet packaging|worldwide shipping|money back|in stock",
    "doctor": "Dr Ogudu|Doctor Harry|Priest Zaku|Dr Ighalo|Mama Asuna",
    "illness": "herpes|diabetes|arthritis|cancer|tinnitus|migraine",
}


def _pick(dice: random.Random, parts: str) -> str:
    return " ".join(dice.choice(parts.split("|")).split())


def _ham(dice: random.Random) -> str:
    topic = TOPICS[dice.choice(sorted(TOPICS))]
    said = [_pick(dice, topic)]
    if dice.random() < 0.6:
        said.insert(0, f"{_pick(dice, WHO)}, and")
    text = " ".join(said)
    if dice.random() < 0.5:
        text += f". {_pick(dice, topic).capitalize()}"
    if dice.random() < 0.6:
        text += f". {_pick(dice, TURNS)}"
    if dice.random() < 0.15:
        text += f". {_pick(dice, SOURCES).format(n=dice.randint(100_000, 999_999))}"
    return text[0].upper() + text[1:] + "."


def _spam(dice: random.Random) -> str:
    site = f"{dice.choice(['best', 'top', 'my', 'pro', 'easy'])}-{dice.randint(10, 99)}.example"
    values = {name: _pick(dice, parts) for name, parts in PARTS.items()}
    values |= {
        "link": f"https://{site}/{dice.randint(1, 999)}",
        "short": f"https://bit.ly/{dice.randint(1000, 9999)}",
        "mail": f"{dice.choice(['info', 'help', 'dr'])}{dice.randint(1, 99)}@{site}",
        "phone": str(dice.randint(10**10, 10**11 - 1)),
        "sum": str(dice.randint(2, 90) * 100),
        "n": str(dice.randint(2, 60)),
    }
    return _pick(dice, SPAM[dice.choice(sorted(SPAM))]).format(**values)


def comments() -> Iterator[tuple[str, bool]]:
    """The five hundred in order, each with whether it is spam."""
    dice = random.Random(SEED)  # noqa: S311 - a dice for texts, not for secrets
    seen: set[str] = set()
    while len(seen) < MANY:
        is_spam = dice.random() < SPAM_SHARE
        text = _spam(dice) if is_spam else _ham(dice)
        if text not in seen:
            seen.add(text)
            yield text, is_spam
