void __APP__
