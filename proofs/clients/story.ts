// The stories of the README, of money and of the post, told with the types that `openapi-typescript` generates.
// It stands outside of the package: it knows nothing of the service but its contract. tsc reads it strictly.
import { execFileSync } from "node:child_process";
import { randomUUID } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import createClient from "openapi-fetch";
import type { components, paths } from "./api.js";

type Schemas = components["schemas"];
const { ADDRESS = "", GATEWAY = "", MARKET = "", MARKET_HOME = "", PICTURE = "" } = process.env;
const WEEK = 7 * 24 * 3600;

const calling = (token = "") =>
  createClient<paths>({ baseUrl: ADDRESS, headers: token ? { Authorization: `Bearer ${token}` } : {} });
type Caller = ReturnType<typeof calling>;

function person(phone: string, name: string, ...at: string[]): Caller {
  execFileSync(MARKET, ["person", phone, "--name", name, ...at]);
  return calling(execFileSync(MARKET, ["token", phone]).toString().trim());
}

/** What was answered; a refusal is told and ends the story. */
async function given<D>(asked: Promise<{ data?: D; error?: Schemas["ProblemOut"] }>): Promise<D> {
  const { data, error } = await asked;
  if (data === undefined) throw new Error(JSON.stringify(error));
  return data;
}

function same<V>(is: V, wanted: V): void {
  if (is !== wanted) throw new Error(`${String(is)} is not ${String(wanted)}`);
}

async function until<V>(there: () => Promise<V | undefined | false>): Promise<V> {
  for (const deadline = Date.now() + 60_000; Date.now() < deadline; ) {
    const found = await there();
    if (found) return found;
    await new Promise((later) => setTimeout(later, 300));
  }
  throw new Error("it never came");
}

function first<V>(items: V[]): V {
  const [item] = items;
  if (item === undefined) throw new Error("there is none");
  return item;
}

/** A body that is a file: the bytes as they are. */
const file = (content: string | Buffer) => ({
  body: content as unknown as string,
  bodySerializer: (body: unknown) => body,
  headers: { "Content-Type": "application/octet-stream" },
});

const sms = (to: string, pattern: RegExp) => {
  const box = `${MARKET_HOME}/sms.jsonl`;
  const lines = existsSync(box) ? readFileSync(box, "utf8").split("\n").filter((line) => line.includes(to)) : [];
  return lines.map((line) => pattern.exec(line)?.[1]).filter((word) => word !== undefined).at(-1);
};

const lan = person("0977300001", "Hoàng Thị Lan");
const ha = person("0977300002", "Trần Thu Hà");
const mai = person("0977300003", "Lương Thị Mai", "--role", "clerk", "--place", "25715");
const huong = person("0977300004", "Đỗ Thị Hương", "--role", "clerk", "--place", "VN01");
const anh = person("0977300005", "Đỗ Minh Anh", "--role", "operator");
const guest = calling();

type Step = { event: Schemas["ScanIn"]["event"]; office: string; ago: number; reason?: Schemas["ScanIn"]["reason"] };

async function scan(who: Caller, parcel: string, { event, office, ago, reason }: Step) {
  const scanned_at = new Date(Date.now() - ago * 1000).toISOString();
  const told = { scan_id: randomUUID(), tracking_number: parcel, event, scanned_at, post_office_code: office, reason };
  const { results } = await given(who.POST("/api/v1/scans", { body: { scans: [{ note: "", ...told }] } }));
  return first(results).parcel_state;
}

function buy(product_id: string, payment_method: Schemas["CheckoutIn"]["payment_method"], quantity = 2) {
  const deliver_to = { name: "Trần Thu Hà", phone: "0977 300 002", commune_code: "00070", address_line: "12 Hàng Bài" };
  const body = { items: [{ product_id, quantity }], deliver_to, payment_method, service: "standard" as const };
  return given(ha.POST("/api/v1/checkouts", { params: { header: { "Idempotency-Key": randomUUID() } }, body }));
}

async function packed(number: string) {
  const params = { path: { number } };
  same((await given(lan.PUT("/api/v1/orders/{number}/acceptance", { params }))).state, "accepted");
  const { parcel } = await given(lan.PUT("/api/v1/orders/{number}/packing", { params, body: {} }));
  if (parcel === null) throw new Error("no parcel");
  return parcel.tracking_number;
}

const order = (number: string) => given(ha.GET("/api/v1/orders/{number}", { params: { path: { number } } }));

async function readme() {
  const opened = { name: "Vườn na nhà Lan", commune_code: "06463", village: "Đồng Đĩnh" };
  const shop = await given(lan.POST("/api/v1/shops", { body: opened }));
  const fruit = { name: "Na dai nhà Lan", category: "fruit", unit: "hộp", price_vnd: 70_000, stock: 60, weight_g: 1150 };
  const at = { path: { shop_id: shop.id } };
  const product = await given(lan.POST("/api/v1/shops/{shop_id}/products", { params: at, body: fruit }));

  const path = { product_id: product.id };
  const place = { params: { path: { ...path, n: 1 } } };
  const picture = { ...place, ...file(readFileSync(PICTURE)) };
  same((await given(lan.PUT("/api/v1/products/{product_id}/photos/{n}", picture))).n, 1);
  const shown = guest.GET("/api/v1/products/{product_id}/photos/{n}", { ...place, parseAs: "arrayBuffer" });
  same(Buffer.from(await given(shown)).subarray(0, 4).toString(), "RIFF");

  const { response } = await lan.GET("/api/v1/products/{product_id}", { params: { path } });
  const header = { "If-Match": response.headers.get("ETag") ?? "" };
  const cheaper = { params: { path, header }, body: { price_vnd: 65_000 } };
  same((await given(lan.PATCH("/api/v1/products/{product_id}", cheaper))).price_vnd, 65_000);
  same((await lan.PATCH("/api/v1/products/{product_id}", cheaper)).error?.type, "precondition-failed");

  const query = { q: "na dai nha lan" };
  const names = async () => (await given(guest.GET("/api/v1/search", { params: { query } }))).items;
  await until(async () => (await names()).some((card) => card.id === product.id));

  const { number } = first((await buy(product.id, "cod")).orders);
  const parcel = await packed(number);
  const label = lan.GET("/api/v1/orders/{number}/label", { params: { path: { number } }, parseAs: "arrayBuffer" });
  same(Buffer.from((await given(label)) as ArrayBuffer).subarray(0, 5).toString(), "%PDF-");
  same(await scan(mai, parcel, { event: "accepted", office: "25715", ago: 1 }), "accepted");
  same(await scan(huong, parcel, { event: "delivered", office: "VN01", ago: 0 }), "delivered");
  const followed = { params: { path: { tracking_number: parcel } } };
  same((await given(guest.GET("/api/v1/tracking/{tracking_number}", followed))).state, "delivered");
  const done = ha.PUT("/api/v1/orders/{number}/receipt", { params: { path: { number } } });
  same((await given(done)).state, "completed");
  return { shop_id: shop.id, product_id: product.id };
}

async function byCard(product_id: string) {
  const { orders, payment } = await buy(product_id, "card");
  const { number } = first(orders);
  const secret = payment.client_secret ?? "";
  const cards = async (path: string, sent: Record<string, string> = {}) => {
    const headers = { Authorization: `Basic ${Buffer.from("sk_test_of_the_demo:").toString("base64")}` };
    const asked = { method: "POST", headers, body: new URLSearchParams(sent) };
    return (await (await fetch(`${GATEWAY}/v1/${path}`, asked)).json()) as { id: string; status: string };
  };
  const card = { "card[number]": "4000002500003155", "card[exp_month]": "12", "card[exp_year]": "2030", "card[cvc]": "123" };
  const method = await cards("payment_methods", { type: "card", ...card });
  const intent = `payment_intents/${secret.split("_secret")[0]}`;
  await cards(intent, { payment_method: method.id });
  same((await cards(`${intent}/confirm`)).status, "requires_action");
  const shown = { client_secret: secret, success: "true", key: "pk_test_x" };
  same((await cards(`${intent}/_authenticate`, shown)).status, "succeeded");
  await until(async () => (await order(number)).state === "placed");
  const params = { path: { number } };
  await given(lan.PUT("/api/v1/orders/{number}/cancellation", { params, body: { reason: "Mưa đá, na hỏng" } }));
  const paid = () => given(ha.GET("/api/v1/orders/{number}/payment", { params }));
  await until(async () => (await paid()).status === "refunded");
}

async function byBank(product_id: string) {
  const { orders, payment } = await buy(product_id, "bank_transfer");
  const params = { path: { number: first(orders).number } };
  const picture = ha.GET("/api/v1/orders/{number}/payment/qr", { params, parseAs: "text" });
  same((await given(picture)).includes("<svg"), true);
  const sum = (payment.amount_vnd ?? 0) + 5000;
  const line = `24/11/2026;${sum};MBVCB.4471.${payment.transfer?.text}.TRAN THU HA`;
  await given(anh.POST("/api/v1/bank-statements", file(`Ngày giao dịch;Ghi có;Nội dung\n${line}\n`)));
  same((await order(params.path.number)).state, "placed");

  const over = await given(anh.GET("/api/v1/bank-transfers", { params: { query: { queue: "over" } } }));
  const waiting = { path: { transfer_id: first(over.items).id } };
  await given(anh.PUT("/api/v1/bank-transfers/{transfer_id}/refund", { params: waiting, body: { note: "" } }));
  await given(guest.POST("/api/v1/sign-in-codes", { body: { phone: "0977 300 002" } }));
  const code = await until(async () => sms("977300002", /dang nhap cua ban la (\d{6})/));
  const account = { bank_bin: "970405", number: "8400205123456", holder: "TRAN THU HA", code };
  same((await given(ha.PUT("/api/v1/me/payout-account", { body: account }))).number_tail, "3456");
  const { id } = await given(anh.POST("/api/v1/payout-files", {}));
  const path = { file_id: id };
  const rows = await given(anh.GET("/api/v1/payout-files/{file_id}", { params: { path }, parseAs: "text" }));
  const ids = rows.trim().split("\n").slice(1).map((row) => row.split(",")[0]);
  const answer = { params: { path }, ...file(["id,outcome", ...ids.map((one) => `${one},paid`)].join("\n")) };
  await given(anh.PUT("/api/v1/payout-files/{file_id}/answer", answer));
  const body = { amount_vnd: 32_500, note: "Một hộp bị dập", reason: "quality" as const };
  same((await given(lan.POST("/api/v1/orders/{number}/refunds", { params, body }))).state, "approved");
}

async function inCash(shop_id: string, product_id: string) {
  const bought = await buy(product_id, "cod");
  const { number } = first(bought.orders);
  const parcel = await packed(number);
  await scan(mai, parcel, { event: "accepted", office: "25715", ago: 1 });
  same(await scan(huong, parcel, { event: "delivered", office: "VN01", ago: 0 }), "delivered");
  const shop = { path: { shop_id } };
  const office = { path: { post_office_code: "25715" } };
  same((await given(lan.GET("/api/v1/shops/{shop_id}/balance", { params: shop }))).available_vnd > 100_000, true);
  const filled = { kind: "replenishment" as const, amount_vnd: 500_000, note: "" };
  await given(mai.POST("/api/v1/post-offices/{post_office_code}/till/movements", { params: office, body: filled }));
  await given(lan.POST("/api/v1/shops/{shop_id}/cash-outs", { params: shop, body: { amount_vnd: 100_000 } }));
  const code = await until(async () => sms("977300001", /la (\d{8})/));
  const shown = { params: office, body: { phone: "0977 300 001", code, id_number_tail: "1234" } };
  same((await given(mai.POST("/api/v1/post-offices/{post_office_code}/cash-outs/redemptions", shown))).amount_vnd, 100_000);

  const content = `tracking_number,amount_vnd,fee_vnd\n${parcel},${bought.total_vnd},${bought.shipping_vnd}\n`;
  const statement = { params: { query: { number: "PM-TS" } }, ...file(content) };
  const { id, stated_vnd } = await given(anh.POST("/api/v1/remittances", statement));
  const came = { params: { path: { remittance_id: id } }, body: { received_vnd: stated_vnd } };
  await given(anh.PUT("/api/v1/remittances/{remittance_id}/receipt", came));
  const month = { path: { shop_id, month: new Date().toISOString().slice(0, 7) } };
  const told = lan.GET("/api/v1/shops/{shop_id}/statements/{month}", { params: month, parseAs: "text" });
  same((await given(told)).includes(number), true);
}

async function sentAndMissed(product_id: string) {
  const { number } = first((await buy(product_id, "cod", 1)).orders);
  const parcel = await packed(number);
  let seconds = 0;
  const then = (who: Caller, event: Step["event"], office: string, reason?: Step["reason"]) =>
    scan(who, parcel, { event, office, reason, ago: WEEK - ++seconds });
  await then(mai, "accepted", "25715");
  for (const _ of [1, 2, 3]) {
    await then(huong, "out_for_delivery", "VN01");
    await then(huong, "delivery_failed", "VN01", "absent");
  }
  same(await then(huong, "held_for_pickup", "VN01"), "held_for_pickup");
  return { number, parcel };
}

async function goesBack({ number, parcel }: { number: string; parcel: string }) {
  const params = { query: { worklist: "to_return" as const, q: parcel } };
  await until(async () => (await given(huong.GET("/api/v1/parcels", { params }))).items[0]);
  same(await scan(huong, parcel, { event: "return_started", office: "VN01", ago: 2 }), "returning");
  same(await scan(mai, parcel, { event: "returned", office: "25715", ago: 0 }), "returned");
  const back = { params: { path: { number } }, body: { restock: true } };
  same((await given(lan.PUT("/api/v1/orders/{number}/return-receipt", back))).state, "returned");
}

const { shop_id, product_id } = await readme();
const missed = await sentAndMissed(product_id);
await byCard(product_id);
await byBank(product_id);
await inCash(shop_id, product_id);
await goesBack(missed);
console.log("all is well");
