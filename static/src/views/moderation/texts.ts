import { moderation as de } from "../../i18n/de/moderation";
import { orders as deOrders } from "../../i18n/de/orders";
import { moderation as en } from "../../i18n/en/moderation";
import { orders as enOrders } from "../../i18n/en/orders";

export const moderationTexts = { de, en };
export const orderTexts = { de: deOrders, en: enOrders };
