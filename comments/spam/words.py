"""The words and phrases the rules know. Names of medicines stand here too: alone they score
nothing, only together with an offer to sell them."""

from __future__ import annotations


def _words(*lines: str) -> frozenset[str]:
    return frozenset(word for line in lines for word in line.split())


def _phrases(*lines: str) -> frozenset[tuple[str, ...]]:
    return frozenset(tuple(phrase.split()) for line in lines for phrase in line.split(", "))


PROMOTION = _phrases(
    "my channel, my new channel, my blog, my website, my web site, my page, my profile, my course",
    "check out my, check my, check out our, visit my, visit our, visit us, see our offer",
    "subscribe to my, subscribe to our, follow me, follow us, click here, click the link",
    "click on the link, link in bio, our website, our clinic, our services, our shop, our store",
    "sign up here, join our, join my, dm me, limited offer, special offer, use code, promo code",
)
MONEY = _phrases(
    "earn money, make money, earn cash, extra income, passive income, extra cash, get rich",
    "online casino, casino bonus, free spins, sports betting, betting tips, best odds",
    "binary options, forex trading, forex signals, crypto investment, bitcoin investment",
    "investment opportunity, guaranteed returns, guaranteed profit, guaranteed profits",
    "double your money, double your, payday loan, payday loans, quick loan, instant loan",
    "loan offer, loans at, financial freedom, a week from home, a day from home, per day from home",
    "a day working, recovered my lost, recover your lost, lost bitcoin, crypto recovery, my broker",
)
SELLING_SITES = _phrases(
    "seo services, seo service, seo agency, seo expert, backlinks, quality backlinks, guest post",
    "guest posts, rank your, rank your site, rank on google, first page of google, toll free",
    "support number, customer care number, customer support number, helpline number, more traffic",
    "web design services, digital marketing agency, increase your traffic, essay writing service",
    "write your essay, assignment help, buy followers, instagram followers, phone support",
)
CONTACT = _phrases(
    "contact me on, contact him on, contact her on, contact them on, contact us on, contact me at",
    "contact him via, contact him today, contact him at, contact her today, email him at",
    "whatsapp me, whatsapp him, on whatsapp, via whatsapp, whatsapp number, whatsapp him on",
    "text me on, message me on, add me on, on telegram, via telegram, reach him on, reach me on",
    "spell caster, love spell, love spells, herbal doctor, powerful spell, great doctor who",
    "message us on, write to us on, chat with us",
)
HEALER = frozenset({"herbal", "herbs", "herbalist", "spell", "remedy", "supplement", "detox"})
CURE = frozenset({"cured", "cure", "cures", "healed", "reversed", "melted", "eliminated"})
OFFER = _phrases(
    "buy now, order now, order here, order today, buy here, cheap, cheapest, discount, discounts",
    "best price, best prices, lowest price, lowest prices, free shipping, fast shipping, in stock",
    "worldwide shipping, overnight, overnight delivery, discreet packaging, we ship, for sale",
    "no rx, no prescription needed, no prescription required, no prescription, without rx",
    "our pharmacy, trusted pharmacy, buy online, order online, money back",
)
MEDICINES = _words(
    "viagra cialis levitra sildenafil tadalafil vardenafil xanax alprazolam valium diazepam ambien",
    "zolpidem tramadol oxycodone oxycontin percocet hydrocodone vicodin fentanyl adderall ritalin",
    "modafinil phentermine ozempic wegovy semaglutide mounjaro tirzepatide botox steroids",
    "ivermectin hydroxychloroquine ketamine clonazepam lorazepam codeine morphine kamagra priligy",
    "finasteride propecia accutane isotretinoin pills tablets meds medicines medications",
)
PRAISE = _phrases(
    "great article, great post, nice article, nice post, good article, good post, awesome post",
    "awesome article, thanks for sharing, thank you for sharing, very informative, very useful",
    "amazing blog, amazing article, keep it up, well written, excellent post, excellent article",
    "superb post, wonderful post, helpful post, informative post, lovely post, useful information",
)
SHORTENERS = _words(
    "bit.ly tinyurl.com t.co goo.gl cutt.ly is.gd ow.ly rb.gy t.me wa.me buff.ly shorturl.at"
)
