using Mantle.Core.Authorization;
using Mantle.RolesAnywhere.Entities;
using Mantle.Wire.RolesAnywhere;

namespace Mantle.RolesAnywhere.Crls;

[Operation]
static class EnableCrl
{
    public static Access Requires(ScalarCrlRequest r, Call c) => AccessTo.One<Crl>(c, Actions.EnableCrl, r.CrlId);

    public static CrlDetailResponse Execute(ScalarCrlRequest r, Change change)
    {
        var found = Existing.Crl(change.Call, change.Account, r.CrlId) with { Enabled = true, UpdateDate = change.Time };
        change.Put(found);
        return CrlShape.Answer(change.Call, found);
    }
}
