"""In which order the rows of a simulated province give their columns; whatever owns others comes before them."""

from market.accounts.models import Person, Role
from market.catalog.models import Certificate, Product, Shop, StockMovement
from market.delivery.models import Claim, Parcel, Scan
from market.orders.models import Checkout, Order, OrderLine, OrderMove
from market.payments.cash.models import CashOnDelivery
from market.payments.ledger.models import LedgerEntry, Posting
from market.payments.sales.models import Sale
from market.places.models import Village
from market.teams.models import Household, Team, TeamMember, TeamVillage

COLUMNS: dict[type, str] = {
    Person: "id name phone version created_at",
    Role: "person_id role place_code place_kind granted_at",
    Village: "commune_code slug name",
    Team: "id name commune_code created_by created_at",
    TeamVillage: "village_key team_id name",
    TeamMember: "team_id person_id joined_at",
    Household: "id person_id name name_folded commune_code village village_slug match_key is_leading has_account "
    "registered_on signed_in_at created_at",
    Shop: "id owner_id name about commune_code village village_slug status version created_at opened_at",
    Product: "id shop_id category_slug name slug unit pack price_vnd stock weight_g names also_known_as from_month "
    "to_month shelf_life_days status version created_at",
    StockMovement: "product_id id change reason reference at",
    Certificate: "product_id stars certificate_no issued_on expires_on state verified_at is_demo",
    Checkout: "id buyer_id payment_method goods_vnd shipping_vnd total_vnd created_at",
    Order: "id number checkout_id buyer_id shop_id shop_name seller_id from_commune village_key state state_since "
    "timer_at timer_step goods_vnd shipping_vnd total_vnd weight_g is_fresh promised_days payment_method "
    "payment_status recipient_name recipient_phone to_commune address_line tracking_number parcel_state placed_at "
    "changed_at",
    OrderLine: "order_id line_no product_id name unit pack price_vnd quantity weight_g category_slug stars",
    OrderMove: "order_id move_no at origin target by",
    Parcel: "id tracking_number reference carrier carrier_reference state origin_office destination_office "
    "present_office from_commune to_commune sender_name recipient_name recipient_phone address_line weight_g cod_vnd "
    "declared_vnd postage_vnd zone min_days max_days requested_at booked_at delivered_at return_fee_vnd",
    Scan: "parcel_id scan_id event scanned_at happened_at received_at post_office_code by_id",
    Claim: "parcel_id id tracking_number reference kind amount_vnd state opened_at",
    CashOnDelivery: "reference due_vnd expected_at collected_vnd remitted_vnd state collected_at waived_at remitted_at "
    "reconciled_at post_office_code carrier",
    Sale: "reference shop_id seller_id buyer_id channel goods_vnd shipping_vnd opened_at closed_at unpaid_vnd "
    "released_at released_goods_vnd commission_percent vat_percent income_tax_percent commission_vnd vat_vnd "
    "income_tax_vnd",
    LedgerEntry: "id key kind reference at",
    Posting: "entry_id line_no kind owner amount_vnd",
}
