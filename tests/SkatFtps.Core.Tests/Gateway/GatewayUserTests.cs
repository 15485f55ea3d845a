using System;
using SkatFtps.Gateway;
using Xunit;

namespace SkatFtps.Core.Tests.Gateway;

public sealed class GatewayUserTests
{
    private const string Uuid = "e7057bbd-5e7d-4200-ad81-623333d5c657";

    [Theory]
    [InlineData("CVR_30808460_UI_e7057bbd-5e7d-4200-ad81-623333d5c657", GatewayUserForm.Oces3, Uuid)]
    [InlineData("CVR_30808460_UI_E7057BBD-5E7D-4200-AD81-623333D5C657", GatewayUserForm.Oces3, "E7057BBD-5E7D-4200-AD81-623333D5C657")]
    [InlineData("CVR_30808460_UID_25351738", GatewayUserForm.LegacyUid, null)]
    [InlineData("CVR_30808460_RID_60134540", GatewayUserForm.LegacyRid, null)]
    public void Each_form_comes_apart(string name, GatewayUserForm form, string? uuid)
    {
        GatewayUser user = GatewayUser.Parse($" {name}\n");
        Assert.Equal((name, "30808460", form, uuid), (user.Name, user.Cvr, user.Form, user.Uuid));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("anonymous")]
    [InlineData("CVR_3080846_UI_" + Uuid)]
    [InlineData("CVR_30808460_UI_" + Uuid + "0")]
    [InlineData("CVR_30808460_UI_e7057bbd5e7d4200ad81623333d5c657")]
    [InlineData("CVR_30808460_Ul_" + Uuid)]
    [InlineData("CVR_30808460_FID_1")]
    [InlineData("CVR_30808460_UI_" + Uuid + "\r\nDELE x")]
    public void Anything_else_is_no_user_name(string? text)
    {
        Assert.False(GatewayUser.TryParse(text, out GatewayUser? user));
        Assert.Null(user);
    }

    [Fact]
    public void A_user_name_copied_from_the_guide_is_corrected_in_the_message()
    {
        GatewayUserException e = Assert.Throws<GatewayUserException>(() => GatewayUser.Parse("CVR_30808460_Ul_" + Uuid));
        Assert.Equal("UserNameInvalid", e.ErrorId);
        Assert.Contains("CVR_30808460_UI_" + Uuid, e.RecommendedAction, StringComparison.Ordinal);
    }
}
