package dev.spillway.localcloud.contract;

import java.util.List;

/** A filter policy and whether the message of the test passes it. */
record PolicyCase(boolean matches, String policy) {

    /** For kind=order.paid, amount=100, tags=[red, blue]. */
    static final List<PolicyCase> ON_ATTRIBUTES =
            List.of(
                    yes("{'kind':['order.paid']}"),
                    yes("{'kind':['other','order.paid']}"),
                    no("{'kind':['order']}"),
                    yes("{'kind':[{'prefix':'order.'}]}"),
                    no("{'kind':[{'prefix':'paid'}]}"),
                    yes("{'kind':[{'suffix':'.paid'}]}"),
                    yes("{'kind':[{'anything-but':['order.lost']}]}"),
                    no("{'kind':[{'anything-but':['order.paid']}]}"),
                    no("{'kind':[{'anything-but':{'prefix':'order'}}]}"),
                    no("{'missing':[{'anything-but':['x']}]}"),
                    yes("{'amount':[{'numeric':['>',99,'<=',100]}]}"),
                    no("{'amount':[{'numeric':['>',100]}]}"),
                    yes("{'amount':[{'numeric':['=',100]}]}"),
                    no("{'kind':[{'numeric':['=',100]}]}"),
                    yes("{'tags':['blue']}"),
                    no("{'tags':['green']}"),
                    yes("{'kind':[{'exists':true}]}"),
                    no("{'kind':[{'exists':false}]}"),
                    yes("{'missing':[{'exists':false}]}"),
                    no("{'missing':[{'exists':true}]}"),
                    yes("{'kind':['order.paid'],'amount':[{'numeric':['>=',100]}]}"),
                    no("{'kind':['order.paid'],'amount':[{'numeric':['<',100]}]}"));

    static final List<PolicyCase> ON_BODY =
            List.of(
                    yes("{'kind':[{'prefix':'order.'}]}"),
                    yes("{'amount':[{'numeric':['=',100]}]}"),
                    yes("{'test':[false]}"),
                    no("{'test':[true]}"),
                    yes("{'tags':['red']}"),
                    no("{'tags':['green']}"),
                    yes("{'customer':{'plan':['GROWTH','SCALE']}}"),
                    no("{'customer':{'plan':['STARTER']}}"),
                    yes("{'customer':{'gone':[null]}}"),
                    no("{'customer':{'missing':['x']}}"));

    private static PolicyCase yes(String policy) {
        return new PolicyCase(true, policy.replace('\'', '"'));
    }

    private static PolicyCase no(String policy) {
        return new PolicyCase(false, policy.replace('\'', '"'));
    }
}
