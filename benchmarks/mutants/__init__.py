"""Mutation check over a pack: does a case fail when a rule is changed a little?"""
